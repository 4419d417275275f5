export const TRIES = 5;
const WINDOW_MS = 60_000;
const FIRST_PAUSE_MS = 200;

export type Restart = { kind: 'retry'; afterMs: number } | { kind: 'give-up' };

/**
 * Whether a child that has just ended is started again, and after which pause: 0.2, 0.4, 0.8 … s.
 * `endings` are the instants (ms, any monotonic clock) at which it ended, the latest last; only the last minute counts.
 */
export function nextRestart(endings: readonly number[]): Restart {
  const now = endings.at(-1) ?? 0;
  const recent = endings.filter((instant) => now - instant < WINDOW_MS).length;
  if (recent > TRIES) return { kind: 'give-up' };
  return { kind: 'retry', afterMs: FIRST_PAUSE_MS * 2 ** Math.max(0, recent - 1) };
}
