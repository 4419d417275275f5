import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks `probe` every `everyMs` until it returns something other than undefined.
 * Returns undefined when `limitMs` have passed first; what `probe` throws is passed on.
 */
export async function waitUntil<T>(
  probe: () => Promise<T | undefined> | T | undefined,
  limitMs: number,
  everyMs = 20,
): Promise<T | undefined> {
  const end = performance.now() + limitMs;
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (performance.now() >= end) return undefined;
    await sleep(everyMs);
  }
}
