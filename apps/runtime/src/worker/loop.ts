/** How often every loop looks by itself, so that a lost notification or a crash delays and loses nothing. */
export const REPAIR_EVERY_MS = 10_000;

/**
 * Runs `work` when poked and at least every ten seconds, never twice at once; a poke during a turn causes another one.
 * A failing turn is reported and tried again after a back-off. `work` may say in how many milliseconds it wants the
 * next turn, if that is sooner.
 */
export class Loop {
  readonly #work: () => Promise<unknown>;
  readonly #report: (error: unknown) => void;
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #failures = 0;
  #wanted = REPAIR_EVERY_MS;
  #timer: NodeJS.Timeout | undefined;

  constructor(work: () => Promise<unknown>, report: (error: unknown) => void) {
    this.#work = work;
    this.#report = report;
  }

  poke(): void {
    if (this.#stopped) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#running = this.#turn().finally(() => {
      this.#running = undefined;
      if (this.#again && this.#failures === 0) {
        this.#again = false;
        this.poke();
      } else this.#schedule();
    });
  }

  /** Ends the loop and waits for the turn that is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #turn(): Promise<void> {
    try {
      const wanted = await this.#work();
      this.#wanted = typeof wanted === 'number' ? wanted : REPAIR_EVERY_MS;
      this.#failures = 0;
    } catch (error) {
      this.#failures += 1;
      this.#report(error);
    }
  }

  #schedule(): void {
    if (this.#stopped) return;
    const delay =
      this.#failures === 0
        ? Math.min(REPAIR_EVERY_MS, this.#wanted)
        : Math.min(REPAIR_EVERY_MS, 100 * 2 ** this.#failures);
    this.#timer = setTimeout(() => this.poke(), delay);
    this.#timer.unref();
  }
}
