import type { Deadline, EpochMs, PatientDate, ZoneTable } from '@suivi/schema';
import { read } from './condition.ts';
import type { Ground } from './ground.ts';
import { dayOf, instantOf, timeOfDay, wallTime } from './local-time.ts';

/** The absolute instant of a deadline for a wait that begins at `arrived`; undefined when the patient's date is not known. */
export function instantOfDeadline(ground: Ground, deadline: Deadline, arrived: EpochMs): EpochMs | undefined {
  if ('after' in deadline) return arrived + deadline.after;
  if ('sinceEntry' in deadline) return ground.state.entered + deadline.sinceEntry;
  if ('date' in deadline) return instantOfDate(zoneOf(ground), deadline.date, ground.facts ?? {});
  if (!('inDays' in deadline)) throw new Error('this kind of deadline is still to be built');
  const zone = zoneOf(ground);
  const day = wallTime(zone, arrived).day + deadline.inDays;
  return instantOf(zone, { day, time: timeOfDay(deadline.at) });
}

/** The instant of a date of the patient with its offset; undefined when the field holds no date. */
export function instantOfDate(
  zone: ZoneTable,
  { field, offsetDays, at }: PatientDate,
  fields: Record<string, unknown>,
): EpochMs | undefined {
  const day = dayOf(read(fields, field));
  return day === undefined ? undefined : instantOf(zone, { day: day + offsetDays, time: timeOfDay(at) });
}

function zoneOf({ zone, plan }: Ground): ZoneTable {
  // A wrong wall clock would send at night; a driver that forgot the table is a bug and must not pass unseen.
  if (!zone) throw new Error(`the plan needs the wall clock of ${plan.zone}, and no zone table was given`);
  return zone;
}
