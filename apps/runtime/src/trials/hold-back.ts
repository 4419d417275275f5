import { DAY, type EpochMs } from '@suivi/schema';
import { zoneTable } from '@suivi/schema/zones';
import type { Queryable } from '../database/database.ts';
import type { SyncInput } from '../workflows/contract.ts';
import { runClock } from '../workflows/run-clock.ts';
import { fedInstant } from './wall-time.ts';

/** A trial that is fed by hand has no watermark: what comes in within this real time still comes before a deadline. */
export const GRACE_MS = 1_000;
/** How soon, in real time, a run that is ahead of its feeder asks again. */
const ASK_AGAIN = { soonest: 40, latest: 2_000 };

interface Feed {
  fed_until: number | null;
  days: number;
}

/**
 * In how many real milliseconds a run of a trial is to ask again whether this deadline may fire; undefined when it may.
 * Must be read before the events: what the watermark covers was committed before it moved.
 */
export async function holdBack(
  db: Queryable,
  run: string,
  { until, trial }: NonNullable<SyncInput['read']>,
  now: EpochMs = Date.now(),
): Promise<number | undefined> {
  if (!trial) return undefined;
  const { rows } = await db.query<Feed>(
    'SELECT t.fed_until, t.days FROM runs r JOIN trials t ON t.id = r.trial_id WHERE r.id = $1',
    [run],
  );
  const [feed] = rows;
  if (!feed) return undefined;
  const { clock, zone } = trial;
  if (feed.fed_until === null) {
    const wait = runClock(clock).real(until) + GRACE_MS - now;
    return wait > 0 ? wait : undefined;
  }
  // Fed to its end: nothing is to come any more.
  if (feed.fed_until >= feed.days * DAY) return undefined;
  const ahead = until - fedInstant(zoneTable(zone), clock.origin, feed.fed_until);
  if (ahead <= 0) return undefined;
  return Math.min(ASK_AGAIN.latest, Math.max(ASK_AGAIN.soonest, Math.ceil(ahead * clock.scale)));
}
