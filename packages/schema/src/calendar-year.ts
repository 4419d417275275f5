import { contentHash } from './canonical-json.ts';
import type { CalendarYear } from './plan.ts';

/** A day on which things are otherwise than on other such weekdays: a holiday, or a weekend day on which people work. */
export interface SpecialDay {
  /** `YYYY-MM-DD` */
  date: string;
  isOffDay: boolean;
}

/**
 * One year of a work-day calendar from its special days. Days of other years are left out, so the list may be one that
 * runs over New Year: a later notice often speaks of the last days of the year before.
 * @throws Error for a date that is none, and for one that is named as both.
 */
export function calendarYear(calendar: string, year: number, days: readonly SpecialDay[]): CalendarYear {
  const own = days.filter(({ date }) => yearOf(date) === year);
  const datesOf = (isOff: boolean) =>
    [...new Set(own.flatMap(({ date, isOffDay }) => (isOffDay === isOff ? [date.slice(5)] : [])))].sort();
  const table = { calendar, year, off: datesOf(true), on: datesOf(false) };
  const both = table.off.find((date) => table.on.includes(date));
  if (both) throw new Error(`${calendar}: ${year}-${both} is named as a day off and as a work day`);
  return { ...table, hash: contentHash(table) };
}

function yearOf(date: string): number {
  const at = new Date(`${date}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(at.getTime()) || !at.toISOString().startsWith(date)) {
    throw new Error(`${date} is no date`);
  }
  return Number(date.slice(0, 4));
}
