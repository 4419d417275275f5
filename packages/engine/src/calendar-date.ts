/**
 * Dates of the (proleptic Gregorian) calendar as days since 1970-01-01: plain arithmetic, because the engine knows no
 * host and no library.
 */

export interface CalendarDate {
  year: number;
  /** 1–12 */
  month: number;
  /** 1–31 */
  date: number;
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})/;

/** `2026-11-03` → days since 1970-01-01; undefined for anything that is no date of the calendar. */
export function dayOf(text: unknown): number | undefined {
  const match = typeof text === 'string' ? DATE.exec(text) : null;
  if (!match) return undefined;
  const [year, month, date] = match.slice(1).map(Number) as [number, number, number];
  if (month < 1 || month > 12 || date < 1 || date > daysIn(year, month)) return undefined;
  return daysBefore(year, month) + date - 1;
}

export function dateOf(day: number): CalendarDate {
  // The mean year is 365.2425 days; the guess is off by one year at most.
  let year = 1970 + Math.floor(day / 365.2425);
  while (daysBefore(year, 1) > day) year -= 1;
  while (daysBefore(year + 1, 1) <= day) year += 1;
  let month = 1;
  while (month < 12 && daysBefore(year, month + 1) <= day) month += 1;
  return { year, month, date: day - daysBefore(year, month) + 1 };
}

/** The day of that date; a date that the month lacks becomes its last one. Months count on past December. */
export function dayAt(year: number, month: number, date: number): number {
  const y = year + Math.floor((month - 1) / 12);
  const m = modulo(month - 1, 12) + 1;
  return daysBefore(y, m) + Math.min(date, daysIn(y, m)) - 1;
}

/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (day: number): number => modulo(day + 3, 7) + 1;

const modulo = (value: number, by: number): number => ((value % by) + by) % by;

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const leap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysIn = (year: number, month: number): number => (month === 2 && leap(year) ? 29 : (LENGTHS[month - 1] ?? 0));

/** Days from 1970-01-01 to the first of this month. */
function daysBefore(year: number, month: number): number {
  const y = year - 1;
  let days = y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) - 719_162;
  for (let m = 1; m < month; m++) days += daysIn(year, m);
  return days;
}
