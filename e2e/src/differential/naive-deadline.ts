import { DAY, type EpochMs, MINUTE, parseDuration } from '@suivi/schema';
import { dateAfter, instantAt, minuteOfDay, wallClock } from './naive-clock.ts';

/** When a wait ends by itself, as its node says it. */
export type DeadlineConfig =
  | { after: string }
  | { sinceEntry: string }
  | { inDays: number; at: string }
  | { weekdays: number[]; at: string }
  | { monthDay: number; at: string };

/** What a deadline is counted from, and whose clock shows the local times. */
export interface Standing {
  now: EpochMs;
  entered: EpochMs;
  zone: string;
}

export function instantOf(deadline: DeadlineConfig, { now, entered, zone }: Standing): EpochMs {
  if ('after' in deadline) return now + (parseDuration(deadline.after) ?? 0);
  if ('sinceEntry' in deadline) return entered + (parseDuration(deadline.sinceEntry) ?? 0);
  const today = wallClock(zone, now).date;
  const at = minuteOfDay(deadline.at);
  if ('inDays' in deadline) return instantAt(zone, dateAfter(today, deadline.inDays) ?? '', at);
  for (let days = 0; ; days += 1) {
    const date = dateAfter(today, days) ?? '';
    const meant =
      'weekdays' in deadline ? deadline.weekdays.includes(weekdayOf(date)) : isMonthDay(date, deadline.monthDay);
    if (!meant) continue;
    const instant = instantAt(zone, date, at);
    if (instant > now) return instant;
  }
}

/** Hours in which people may be written to. */
export interface WindowConfig {
  from: string;
  to: string;
  weekdays?: number[];
  within?: string;
}

/** The first minute from now on that is allowed. */
export function openingOf(window: WindowConfig, now: EpochMs, zone: string): EpochMs {
  for (let at = now; at < now + 9 * DAY; at += MINUTE) if (isOpen(window, at, zone)) return at;
  throw new Error('a window that never opens');
}

/** A night belongs to the date on which it began; from one time to the same is the whole day. */
function isOpen({ from, to, weekdays }: WindowConfig, at: EpochMs, zone: string): boolean {
  const { date, minute } = wallClock(zone, at);
  const allowed = (day: string) => weekdays === undefined || weekdays.includes(weekdayOf(day));
  const [opens, closes] = [minuteOfDay(from), minuteOfDay(to)];
  if (opens === closes) return allowed(date);
  if (opens < closes) return allowed(date) && minute >= opens && minute < closes;
  return (allowed(date) && minute >= opens) || (allowed(dateAfter(date, -1) ?? '') && minute < closes);
}

/** 1 = Monday … 7 = Sunday. */
const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;

/** The last day of a month stands for those that it lacks. */
function isMonthDay(date: string, wanted: number): boolean {
  const day = Number(date.slice(8));
  const isLast = dateAfter(date, 1)?.endsWith('-01');
  return day === wanted || (isLast === true && day < wanted);
}

/** So many months after a date; a day that the month lacks becomes its last one. */
export function monthsAfter(date: string, months: number): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}
