import type { CalendarYear } from '@suivi/schema';
import { dateOf, weekdayOf } from './calendar-date.ts';
import type { Calendars, Lack } from './state.ts';

/**
 * Work days, as far as years of calendars were supplied (rule 7). It keeps which years an answer stands on, and the first
 * one that it would have needed: a year that nobody added is never "no holiday".
 */
export class WorkDays {
  /** The hash of every year looked at, by `calendar/year`. */
  readonly used: Record<string, string> = {};
  lacks: Lack | undefined;
  readonly #known: Calendars;

  constructor(known: Calendars = []) {
    this.#known = known;
  }

  /** Whether people work on that day; undefined where the year is not known. */
  has(calendar: string, day: number): boolean | undefined {
    const { year, month, date } = dateOf(day);
    const table = this.#known.find((each) => each.calendar === calendar && each.year === year);
    if (!table) {
      this.lacks ??= { calendar, year };
      return undefined;
    }
    this.used[`${calendar}/${year}`] = table.hash;
    return isWorkDay(table, `${two(month)}-${two(date)}`, day);
  }

  /** The first work day from `day` on, in steps of 1 or −1; undefined where a year on the way is not known. */
  from(calendar: string, day: number, step: 1 | -1): number | undefined {
    for (let each = day; ; each += step) {
      const works = this.has(calendar, each);
      if (works === undefined) return undefined;
      if (works) return each;
    }
  }

  /** The n-th work day after `day`; the 0th is `day` itself, or the next one where nobody works on it. */
  after(calendar: string, day: number, n: number): number | undefined {
    let found = n === 0 ? this.from(calendar, day, 1) : day;
    for (let k = 0; k < n && found !== undefined; k++) found = this.from(calendar, found + 1, 1);
    return found;
  }
}

const isWorkDay = ({ off, on }: CalendarYear, date: string, day: number): boolean =>
  on.includes(date) || (weekdayOf(day) <= 5 && !off.includes(date));

const two = (value: number): string => String(value).padStart(2, '0');

/** The years that are asked for without being named: those around an instant, with room for a deadline of two years. */
export function yearsAround(at: number): number[] {
  const { year } = dateOf(Math.floor(at / 86_400_000));
  return [year - 1, year, year + 1, year + 2];
}
