import { instantOf, wallTime } from '@suivi/engine';
import { DAY, type EpochMs, type Millis, type ZoneTable } from '@suivi/schema';

/** The instant at which the wall clock has gone on by so much since `origin`: 3 days are three times 24:00, DST or not. */
export function wallInstant(zone: ZoneTable, origin: EpochMs, later: Millis): EpochMs {
  const { day, time } = wallTime(zone, origin);
  const wall = day * DAY + time + later;
  const days = Math.floor(wall / DAY);
  return instantOf(zone, { day: days, time: wall - days * DAY });
}

/**
 * The instant up to which a watermark on the wall clock says that everything is committed. A time that a clock change
 * leaves out counts as one before the change: what the clock shows right after it is not fed yet.
 */
export function fedInstant(zone: ZoneTable, origin: EpochMs, fedUntil: Millis): EpochMs {
  const at = wallInstant(zone, origin, fedUntil);
  const { day, time } = wallTime(zone, origin);
  const shown = wallTime(zone, at);
  const skipped = shown.day * DAY + shown.time - (day * DAY + time + fedUntil);
  return at - Math.max(0, skipped);
}
