import type { EpochMs, PatientDate, ZoneTable } from '@suivi/schema';
import { WorkDays } from './calendar.ts';
import { dateOf, dayAt, dayOf } from './calendar-date.ts';
import { read } from './condition.ts';
import { instantOf, timeOfDay } from './local-time.ts';
import type { Calendars } from './state.ts';

/**
 * The instant of a date of the patient with its offsets; undefined when the field holds no date, or when a year of the
 * work-day calendar that it moves by is not known.
 * @param after a yearly date is the first of its anniversaries after this instant.
 */
export function instantOfDate(
  zone: ZoneTable,
  date: PatientDate,
  fields: Record<string, unknown>,
  { after, calendars }: { after?: EpochMs; calendars?: Calendars } = {},
): EpochMs | undefined {
  return dueOfDate(zone, date, fields, new WorkDays(calendars), after);
}

export function dueOfDate(
  zone: ZoneTable,
  date: PatientDate,
  fields: Record<string, unknown>,
  workDays: WorkDays,
  after: EpochMs | undefined,
): EpochMs | undefined {
  const day = dayOf(read(fields, date.field));
  if (day === undefined) return undefined;
  if (!date.yearly || after === undefined) return withOffsets(zone, date, day, workDays);
  return nextAnniversary(zone, date, day, workDays, after);
}

/**
 * What must lie after the arrival is the instant with its offsets: "7 days before the birthday" of somebody who arrives 3
 * days before it is that of next year. The date itself counts as the first anniversary; before it there is none.
 */
function nextAnniversary(
  zone: ZoneTable,
  date: PatientDate,
  day: number,
  workDays: WorkDays,
  after: EpochMs,
): EpochMs | undefined {
  const born = dateOf(day);
  // Offsets of months and days may carry the date into another year: begin early enough.
  const reach = Math.ceil(Math.abs(date.offsetMonths ?? 0) / 12 + Math.abs(date.offsetDays) / 365) + 1;
  const first = Math.max(born.year, dateOf(Math.floor(after / 86_400_000)).year - reach);
  for (let year = first; ; year++) {
    const plain = withOffsets(zone, { ...date, workday: undefined }, dayAt(year, born.month, born.date), workDays);
    // Far before the arrival no move to a work day matters, and its years need not be known.
    if (plain !== undefined && plain < after - 60 * 86_400_000) continue;
    const at = withOffsets(zone, date, dayAt(year, born.month, born.date), workDays);
    if (at === undefined || at > after) return at;
  }
}

type Offsets = Pick<PatientDate, 'offsetMonths' | 'offsetDays' | 'at'> & {
  workday?: PatientDate['workday'] | undefined;
};

/** Months first (31 January + 1 month is the last of February), then days, then the move to a work day. */
function withOffsets(
  zone: ZoneTable,
  { offsetMonths = 0, offsetDays, at, workday }: Offsets,
  day: number,
  workDays: WorkDays,
): EpochMs | undefined {
  const { year, month, date } = dateOf(day);
  const shifted = (offsetMonths === 0 ? day : dayAt(year, month + offsetMonths, date)) + offsetDays;
  const moved = workday ? workDays.from(workday.calendar, shifted, workday.move === 'after' ? 1 : -1) : shifted;
  return moved === undefined ? undefined : instantOf(zone, { day: moved, time: timeOfDay(at) });
}
