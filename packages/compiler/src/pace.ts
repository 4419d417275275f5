import { DAY, type Deadline, type LocalTime, MINUTE, type Millis, type Window } from '@suivi/schema';
import type { OffDays } from './off-days.ts';
import { LAST_OF_DAY } from './reach.ts';

/** What is taken for granted about the patients' clocks. */
export interface Clocks {
  /** The largest change of their wall clock within a year (3,600,000 with summer time); 0 in China. */
  shift: Millis;
  /** What is known about work-day calendars, by name. */
  calendars: ReadonlyMap<string, OffDays>;
}

/** From `low` to `high`, milliseconds. */
export type Span = readonly [low: number, high: number];

/** How long a wait for a deadline lasts. */
export interface Pace {
  /** The least and greatest time that passes, whenever it begins. */
  lasts: Span;
  /**
   * The wall-clock span in which it ends when it begins within this one; both count from a local midnight.
   * @param weekday of that midnight's date, 0 = Monday, where it is known.
   */
  ends(begins: Span, weekday: number | undefined): Span;
  /** The same where the time of day at which it begins is known. */
  lastsFrom?(time: Span): Span;
  /** At what time of day it ends. */
  endsAt(time: Span): Span;
  /** It ends on the very day on which it begins. */
  sameDay?: true;
}

const LAST = LAST_OF_DAY;
const ANY: Span = [0, LAST];

export const timeOf = (text: LocalTime): Millis => {
  const [hours, minutes] = text.split(':').map(Number);
  return ((hours ?? 0) * 60 + (minutes ?? 0)) * MINUTE;
};

export const dayIn = (at: number): number => Math.floor(at / DAY);

/** The pace of a deadline on the clock alone; those from entry and of a patient's date depend on more. */
export function paceOf(deadline: Deadline, clocks: Clocks): Pace | undefined {
  if ('after' in deadline) return fixed(deadline.after, clocks);
  if ('inDays' in deadline) return inDays(deadline, clocks);
  if ('next' in deadline) return nextDay(deadline.next, clocks);
  return 'window' in deadline ? window(deadline.window, clocks) : undefined;
}

const fixed = (length: Millis, { shift }: Clocks): Pace => ({
  lasts: [length, length],
  ends: ([low, high]) => [low + length - shift, high + length + shift],
  endsAt: ([low, high]) => {
    const rest = length % DAY;
    return shift === 0 && high + rest <= LAST ? [low + rest, high + rest] : ANY;
  },
});

/** A time that the clock change leaves out means a later one (local-time.ts), by as much as the clock changes. */
function inDays({ inDays: days, at, calendar }: Extract<Deadline, { inDays: number }>, clocks: Clocks): Pace {
  const time = timeOf(at);
  const most =
    calendar === undefined ? days : (clocks.calendars.get(calendar)?.until(days) ?? Number.POSITIVE_INFINITY);
  return {
    lasts: [Math.max(0, days * DAY + time - LAST - clocks.shift), most * DAY + time + clocks.shift],
    ends: ([low, high]) => [
      Math.max(low, (dayIn(low) + days) * DAY + time),
      Math.max(high, (dayIn(high) + most) * DAY + time + clocks.shift),
    ],
    endsAt: ([low, high]) => {
      const latest = Math.min(LAST, time + clocks.shift);
      return days > 0 ? [time, latest] : [Math.max(low, time), Math.max(high, latest)];
    },
    ...(calendar === undefined
      ? {
          lastsFrom: ([low, high]) => [
            Math.max(0, days * DAY + time - high - clocks.shift),
            Math.max(0, days * DAY + time - low) + clocks.shift,
          ],
        }
      : {}),
    ...(calendar === undefined && days === 0 ? { sameDay: true } : {}),
  };
}

type NextDay = Extract<Deadline, { next: unknown }>['next'];

function nextDay(next: NextDay, { shift }: Clocks): Pace {
  const time = timeOf(next.at);
  const weekdays = 'weekdays' in next ? next.weekdays : undefined;
  const gap = weekdays ? widestGap(weekdays) : 31;
  const first = (from: number, weekday: number | undefined): number => {
    for (let day = dayIn(from); day <= dayIn(from) + 8; day++) {
      const at = day * DAY + time;
      const allowed = weekday === undefined || !weekdays || weekdays.includes(weekdayOf(day, weekday));
      // The day of arrival counts only while the time is still to come.
      if (allowed && at > from) return at;
    }
    return from;
  };
  return {
    lasts: [0, gap * DAY + shift],
    endsAt: () => [time, Math.min(LAST, time + shift)],
    ends: ([low, high], weekday) => {
      // Where the weekday is not known the next such day may be the very next one, or a whole gap away.
      const slack = weekday === undefined || !weekdays ? (gap - 1) * DAY : 0;
      return [
        Number.isFinite(low) ? first(low, weekday) : low,
        Number.isFinite(high) ? first(high, weekday) + slack + shift : high,
      ];
    },
  };
}

/** 1 = Monday … 7 = Sunday of a day, counted from one whose weekday is known (0 = Monday). */
const weekdayOf = (day: number, weekday: number): number => ((((day + weekday) % 7) + 7) % 7) + 1;

/** The most days from one of these weekdays to the next one. */
function widestGap(weekdays: readonly number[]): number {
  const days = [...new Set(weekdays)].sort((a, b) => a - b);
  return Math.max(...days.map((day, k) => (days[k + 1] ?? (days[0] ?? 1) + 7) - day), 1);
}

function window({ from, to, weekdays, calendar, spread = 0, within }: Window, clocks: Clocks): Pace {
  const { shift } = clocks;
  // The whole day begins at midnight, whatever its two equal times are.
  const start = from === to ? 0 : timeOf(from);
  const length = from === to ? DAY : (timeOf(to) - start + DAY) % DAY;
  // A window that lies in a change of the clock does not open on that day.
  const gap = gapOf(weekdays, calendar, clocks) + (length <= shift ? 1 : 0);
  const cap = within === undefined ? Number.POSITIVE_INFINITY : within + spread;
  /** The opening of the first window that has not closed by then. */
  const opening = (at: number, weekday: number | undefined): number => {
    for (let day = dayIn(at) - 1; day <= dayIn(at) + 8; day++) {
      const allowed = weekday === undefined || !weekdays || weekdays.includes(weekdayOf(day, weekday));
      if (allowed && day * DAY + start + length > at) return day * DAY + start;
    }
    return at;
  };
  return {
    endsAt: ([low, high]) => {
      if (start + length > DAY || shift > 0) return ANY;
      const inside = low >= start && high < start + length && gap === 1;
      return inside ? [low, high] : [start, Math.min(LAST, start + length)];
    },
    lasts: [0, Math.min((gap - 1) * DAY + (DAY - length) + spread + shift, cap)],
    ends: ([low, high], weekday) => {
      const known = weekdays !== undefined && weekday !== undefined && calendar === undefined && length > shift;
      const slack = known || gap === 1 ? 0 : (gap - 1) * DAY;
      const first = Number.isFinite(low) ? Math.max(low, opening(low, weekday)) : low;
      if (!Number.isFinite(high)) return [first, high];
      const opens = opening(high, weekday) + slack;
      // Whoever came before the opening is spread over the time after it; who comes within goes on at once.
      const waits = low < opens ? opens + spread : high;
      return [first, Math.min(Math.max(high, waits + shift), high + cap)];
    },
  };
}

function gapOf(weekdays: readonly number[] | undefined, calendar: string | undefined, { calendars }: Clocks): number {
  if (calendar === undefined) return weekdays ? widestGap(weekdays) : 1;
  const longest = weekdays ? undefined : calendars.get(calendar)?.longest;
  return longest === undefined ? Number.POSITIVE_INFINITY : longest + 1;
}
