import type { EpochMs, NextDay, ZoneTable } from '@suivi/schema';
import { dateOf, dayAt, weekdayOf } from './calendar-date.ts';
import { hasDay, instantOf, timeOfDay, wallTime } from './local-time.ts';

/** The next such weekday or day of the month, at its local time, strictly after the arrival. */
export function instantOfNextDay(zone: ZoneTable, next: NextDay, arrived: EpochMs): EpochMs {
  const time = timeOfDay(next.at);
  const today = wallTime(zone, arrived).day;
  const days = 'weekdays' in next ? weekdays(today, next.weekdays) : monthDays(today, next.monthDay);
  for (const day of days) {
    const at = instantOf(zone, { day, time });
    // A date that the zone left out altogether is no Friday of the patient's.
    if (at > arrived && hasDay(zone, day)) return at;
  }
  throw new Error('a deadline names a weekday from 1 to 7 or a day of the month');
}

/** Today and the two weeks after it: one more than needed, for the week in which a zone left a day out. */
function weekdays(today: number, wanted: readonly number[]): number[] {
  const days = Array.from({ length: 15 }, (_, k) => today + k);
  return days.filter((day) => wanted.includes(weekdayOf(day)));
}

function monthDays(today: number, date: number): number[] {
  const { year, month } = dateOf(today);
  return [0, 1, 2].map((k) => dayAt(year, month + k, date));
}
