/**
 * Wall-clock time from a zone table: plain arithmetic, because the host's own zone and tz database must not matter.
 */
import type { EpochMs, LocalTime, ZoneTable } from '@suivi/schema';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Days since 1970-01-01 on the wall calendar, and the milliseconds since that midnight on the wall clock. */
export interface WallTime {
  day: number;
  time: number;
}

/** Offset of the zone at an instant, in minutes east of UTC. */
export function offsetAt({ untils, offsets }: ZoneTable, at: EpochMs): number {
  let low = 0;
  let high = untils.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at < (untils[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return offsets[low] ?? 0;
}

export function wallTime(zone: ZoneTable, at: EpochMs): WallTime {
  const wall = at + offsetAt(zone, at) * MINUTE;
  const day = Math.floor(wall / DAY);
  return { day, time: wall - day * DAY };
}

/**
 * The instant at which the wall clock shows this. A time that a clock change leaves out means the same length of time
 * after the change (02:30 → 03:30); one that comes twice means the first of the two.
 */
export function instantOf(zone: ZoneTable, { day, time }: WallTime): EpochMs {
  const wall = day * DAY + time;
  const before = offsetAt(zone, wall - DAY) * MINUTE;
  const after = offsetAt(zone, wall + DAY) * MINUTE;
  if (offsetAt(zone, wall - before) * MINUTE === before) return wall - before;
  return offsetAt(zone, wall - after) * MINUTE === after ? wall - after : wall - before;
}

/** `09:30` → milliseconds since midnight. */
export function timeOfDay(text: LocalTime): number {
  const [hours, minutes] = text.split(':').map(Number);
  return ((hours ?? 0) * 60 + (minutes ?? 0)) * MINUTE;
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})/;

/** `2026-11-03` → days since 1970-01-01; undefined for anything that is no date of the calendar. */
export function dayOf(date: unknown): number | undefined {
  const match = typeof date === 'string' ? DATE.exec(date) : null;
  if (!match) return undefined;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  return daysBefore(year, month) + day - 1;
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const leap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysIn = (year: number, month: number): number => (month === 2 && leap(year) ? 29 : (LENGTHS[month - 1] ?? 0));

/** Days from 1970-01-01 to the first of this month (proleptic Gregorian calendar). */
function daysBefore(year: number, month: number): number {
  const y = year - 1;
  const toYear = y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) - 719_162;
  let days = toYear;
  for (let m = 1; m < month; m++) days += daysIn(year, m);
  return days;
}
