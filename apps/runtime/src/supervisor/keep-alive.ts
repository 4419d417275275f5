import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from './child.ts';
import { nextRestart, type Restart } from './restart-policy.ts';

export interface KeepAlive {
  /** From now on an ending is wanted; ends with the child that runs then, if any. */
  release(): Promise<Child | undefined>;
  /** The child that runs now; undefined between an ending and the next start. */
  current(): Child | undefined;
}

/**
 * Starts a child again whenever it ends, with growing pauses.
 * `start` must give it the same address as before. `gaveUp` is called once, after the last try.
 */
export function keepAlive(
  first: Child,
  start: () => Promise<Child>,
  gaveUp: (lastError: unknown) => void,
  restarted: () => void,
  policy: (endings: readonly number[]) => Restart = nextRestart,
): KeepAlive {
  const endings: number[] = [];
  const released = new AbortController();
  let child: Child | undefined = first;

  const wasReleased = new Promise<void>((resolve) => released.signal.addEventListener('abort', () => resolve()));

  async function watch(): Promise<void> {
    let lastError: unknown;
    for (;;) {
      if (child) await Promise.race([child.gone, wasReleased]);
      if (released.signal.aborted) return;
      child = undefined;
      endings.push(performance.now());
      const next = policy(endings);
      if (next.kind === 'give-up') return gaveUp(lastError);
      await Promise.race([sleep(next.afterMs), wasReleased]);
      if (released.signal.aborted) return;
      try {
        child = await start();
        restarted();
      } catch (error) {
        lastError = error;
      }
    }
  }

  const watching = watch();
  return {
    current: () => child,
    async release() {
      released.abort();
      await watching;
      return child;
    },
  };
}
