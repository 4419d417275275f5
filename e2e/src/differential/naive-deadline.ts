import { DAY, type EpochMs, MINUTE, parseDuration } from '@suivi/schema';
import { cnWorkdays } from '@suivi/schema/cn-workdays';
import { dateAfter, instantAt, minuteOfDay, wallClock } from './naive-clock.ts';

/** When a wait ends by itself, as its node says it. */
export type DeadlineConfig =
  | { after: string }
  | { sinceEntry: string }
  | { inDays: number; at: string; calendar?: string }
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
  if ('inDays' in deadline) {
    const { inDays, calendar } = deadline;
    return instantAt(zone, calendar ? workdayAfter(today, inDays) : daysAfter(today, inDays), at);
  }
  for (let days = 0; ; days += 1) {
    const date = daysAfter(today, days);
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
  calendar?: string;
  within?: string;
}

/** The first minute from now on that is allowed. */
export function openingOf(window: WindowConfig, now: EpochMs, zone: string): EpochMs {
  for (let at = now; at < now + 20 * DAY; at += MINUTE) if (isOpen(window, at, zone)) return at;
  throw new Error('a window that never opens');
}

/** A night belongs to the date on which it began; from one time to the same is the whole day. */
function isOpen({ from, to, weekdays, calendar }: WindowConfig, at: EpochMs, zone: string): boolean {
  const { date, minute } = wallClock(zone, at);
  const allowed = (day: string) =>
    (weekdays === undefined || weekdays.includes(weekdayOf(day))) && (calendar === undefined || isWorkday(day));
  const [opens, closes] = [minuteOfDay(from), minuteOfDay(to)];
  if (opens === closes) return allowed(date);
  if (opens < closes) return allowed(date) && minute >= opens && minute < closes;
  return (allowed(date) && minute >= opens) || (allowed(daysAfter(date, -1)) && minute < closes);
}

/** The day itself for none of them, if people work on it; else the work day that comes as so many-th after it. */
function workdayAfter(date: string, count: number): string {
  let day = date;
  for (let left = count; left > 0 || !isWorkday(day); ) {
    day = daysAfter(day, 1);
    if (left > 0 && isWorkday(day)) left -= 1;
  }
  return day;
}

/** A date of the patient, as a wait for it says it. */
export interface DateConfig {
  field: string;
  offset: { days: number; months?: number };
  at: string;
  every?: 'once' | 'year';
  workday?: 'any' | 'before' | 'after';
}

/** When a wait for a date is over: for an anniversary, the first after the arrival; the date itself counts as one. */
export function instantOfDate(config: DateConfig, known: string, arrived: EpochMs, zone: string): EpochMs {
  const instant = (date: string) => instantAt(zone, moved(date, config), minuteOfDay(config.at));
  if (config.every !== 'year') return instant(known);
  for (let years = 0; ; years += 1) {
    const at = instant(monthsAfter(known, 12 * years));
    if (at > arrived) return at;
  }
}

function moved(date: string, { offset, workday }: DateConfig): string {
  let day = daysAfter(monthsAfter(date, offset.months ?? 0), offset.days);
  if (workday === 'before' || workday === 'after') {
    while (!isWorkday(day)) day = daysAfter(day, workday === 'before' ? -1 : 1);
  }
  return day;
}

/** Monday to Friday, but for holidays, and the weekend days on which they are made up for. */
function isWorkday(date: string): boolean {
  const year = cnWorkdays.find((each) => date.startsWith(`${each.year}-`));
  if (!year) throw new Error(`nobody knows the holidays of ${date}`);
  if (year.off.includes(date.slice(5))) return false;
  return weekdayOf(date) <= 5 || year.on.includes(date.slice(5));
}

const daysAfter = (date: string, days: number): string => dateAfter(date, days) ?? '';

/** 1 = Monday … 7 = Sunday. */
const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;

/** The last day of a month stands for those that it lacks. */
function isMonthDay(date: string, wanted: number): boolean {
  const day = Number(date.slice(8));
  const isLast = daysAfter(date, 1).endsWith('-01');
  return day === wanted || (isLast && day < wanted);
}

/** So many months after a date; a day that the month lacks becomes its last one. */
function monthsAfter(date: string, months: number): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}
