/** Remembers that something was announced, and lets one waiter sleep until then. */
export class Bell {
  #rung = false;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /** Resolves when rung (also before the call), after `ms`, or when aborted; the ring is used up. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#rung) await this.pause(ms, signal, true);
    this.#rung = false;
  }

  /** Resolves after `ms` or when aborted. */
  pause(ms: number, signal: AbortSignal, wakes = false): Promise<void> {
    if (signal.aborted || ms <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        this.#wake = undefined;
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done, { once: true });
      if (wakes) this.#wake = done;
    });
  }
}
