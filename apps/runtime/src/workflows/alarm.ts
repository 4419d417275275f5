import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';

/**
 * The one timer of a run, lazily re-armed: it is only replaced when an earlier instant is wanted. A deadline that is
 * put off leaves it alone; it then fires too early, and the run looks and arms it again.
 */
export class Alarm {
  #armed: { at: number; scope: CancellationScope } | undefined;
  #rang = false;

  /** Makes sure that the timer fires no later than `at` (epoch ms). */
  arm(at: number): void {
    if (this.#armed && this.#armed.at <= at) return;
    this.#armed?.scope.cancel();
    const scope = new CancellationScope();
    this.#armed = { at, scope };
    scope
      .run(() => sleep(Math.max(1, at - Date.now())))
      .then(
        () => {
          this.#armed = undefined;
          this.#rang = true;
        },
        (error: unknown) => {
          if (!isCancellation(error)) throw error;
        },
      );
  }

  get rang(): boolean {
    return this.#rang;
  }

  /** To be called before looking at the clock, so that a ring is seen once. */
  silence(): void {
    this.#rang = false;
  }
}
