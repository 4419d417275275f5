import { DAY, type Millis, parseDuration, type Within } from '@suivi/schema';
import { earliest, latest, PASSED, type Reach, START_DAY } from './reach.ts';

/** A moment as the time that has passed and what the wall clock shows, from the midnight of the day of the start. */
export interface Moments {
  passed: Millis;
  clock: Millis;
}

/** Whether a moment is still within; the last instant of a length of time is. */
export const isWithin = (within: Within, { passed, clock }: Moments): boolean =>
  'after' in within ? passed <= (parseDuration(within.after) ?? 0) : clock < (within.days + 1) * DAY;

export const firstOf = (reach: Reach): Moments => ({
  passed: earliest(reach, PASSED),
  clock: earliest(reach, START_DAY),
});

export const lastOf = (reach: Reach): Moments => ({ passed: latest(reach, PASSED), clock: latest(reach, START_DAY) });
