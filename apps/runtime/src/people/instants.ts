import { type EpochMs, MINUTE, type Millis, parseInstant, SuiviError } from '@suivi/schema';

/** Clocks of other systems differ: this much ahead of ours is still now. */
export const CLOCK_SKEW: Millis = 5 * MINUTE;

/**
 * The instant of an event as its sender wrote it; absent = now.
 * @throws SuiviError INSTANT_IMPOSSIBLE, INSTANT_IN_FUTURE
 */
export function instantOf(text: string | undefined, now: EpochMs): EpochMs {
  if (text === undefined) return now;
  const at = parseInstant(text);
  if (at === undefined) throw new SuiviError('INSTANT_IMPOSSIBLE', { field: 'at' });
  if (at > now + CLOCK_SKEW) throw new SuiviError('INSTANT_IN_FUTURE');
  return at;
}
