import { DAY, type EpochMs, HOUR, MINUTE } from '@suivi/schema';

/** The reading of a wall clock. */
interface Reading {
  /** `YYYY-MM-DD` */
  date: string;
  /** Minutes since midnight. */
  minute: number;
}

/** Clocks change on quarter hours only: within one, the offset stays. */
const QUARTER = 15 * MINUTE;
const offsets = new Map<string, Map<number, number>>();
const formats = new Map<string, Intl.DateTimeFormat>();
const dates = new Map<number, string>();

/** What the wall clock of a zone shows, as the platform's own tz database has it. */
export function wallClock(zone: string, at: EpochMs): Reading {
  const local = at + offset(zone, Math.floor(at / QUARTER));
  const day = Math.floor(local / DAY);
  return { date: dateOf(day), minute: (local - day * DAY) / MINUTE };
}

function dateOf(day: number): string {
  const known = dates.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * DAY).toISOString().slice(0, 10);
  dates.set(day, date);
  return date;
}

function offset(zone: string, quarter: number): number {
  const ofZone = offsets.get(zone) ?? new Map<number, number>();
  const known = ofZone.get(quarter);
  if (known !== undefined) return known;
  const at = quarter * QUARTER;
  const parts = new Map(
    format(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  offsets.set(zone, ofZone.set(quarter, shown - at));
  return shown - at;
}

/** Midnights, UTC, of the days between two instants on which the clock of a zone is changed. */
export function clockChanges(zone: string, from: EpochMs, to: EpochMs): EpochMs[] {
  const found: EpochMs[] = [];
  for (let day = from; day < to; day += DAY) {
    if (offset(zone, day / QUARTER) !== offset(zone, (day + DAY) / QUARTER)) found.push(day);
  }
  return found;
}

function format(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  formats.set(zone, made);
  return made;
}

/**
 * The instant at which the clock of a zone shows this time of this date, found by watching the clock. The first one
 * where a time comes twice; a time that is left out comes as much later (02:30 → 03:30).
 */
export function instantAt(zone: string, date: string, minute: number): EpochMs {
  const noon = Date.parse(`${date}T12:00:00Z`);
  let before: Reading | undefined;
  for (let at = noon - 40 * HOUR; at < noon + 40 * HOUR; at += MINUTE) {
    const now = wallClock(zone, at);
    if (now.date === date && now.minute === minute) return at;
    // The clock has jumped over the time: it comes by so much later as the jump is long.
    if (before && isAfter(now, date, minute)) return instantOfJumped(at, before, date, minute);
    before = now;
  }
  throw new Error(`no ${date} in ${zone}`);
}

const isAfter = (now: Reading, date: string, minute: number): boolean =>
  now.date > date || (now.date === date && now.minute > minute);

/** The jump began when the clock showed one minute after `before`; from there the missing time is counted on. */
function instantOfJumped(jump: EpochMs, before: Reading, date: string, minute: number): EpochMs {
  const shown = Date.parse(`${before.date}T00:00:00Z`) + (before.minute + 1) * MINUTE;
  const missing = Date.parse(`${date}T00:00:00Z`) + minute * MINUTE;
  return jump + (missing - shown);
}

export const minuteOfDay = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** So many days after a date; undefined for a text that is no date. */
export function dateAfter(date: string, days: number): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  const at = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== date) return undefined;
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}
