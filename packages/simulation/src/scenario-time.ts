import { dayOf, instantOf, wallTime } from '@suivi/engine';
import { DAY, type EpochMs, type Millis, parseDuration, type ZoneTable } from '@suivi/schema';

/** A time as a scenario writes it, always on the patient's wall clock. */
export type ScenarioTime =
  | { kind: 'absolute'; day: number; time: Millis; seconds: boolean }
  /** So many calendar days later, at a time of day, or at the same one. */
  | { kind: 'days'; days: number; time?: Millis; after?: Place }
  | { kind: 'length'; length: Millis; after?: Place };

/** From the arrival at a node, on its n-th visit. */
export interface Place {
  node: string;
  visit: number;
}

const TIME = String.raw`(\d{2}):(\d{2})(?::(\d{2}))?`;
const ABSOLUTE = new RegExp(String.raw`^(\d{4}-\d{2}-\d{2})[ T]${TIME}$`);
const DAYS = new RegExp(String.raw`^\+(\d{1,4})d(?: ${TIME})?$`);
const AFTER = /^(.+?) after ([A-Za-z0-9_-]{1,40})(?:#(\d{1,4}))?$/;

/** Reads `2026-03-02 09:10`, `+3d 10:00`, `+3d`, `+PT2H`, and the relative ones with ` after NODE` or ` after NODE#2`. */
export function parseTime(text: string): ScenarioTime | undefined {
  const [, head, node, visit] = AFTER.exec(text.trim()) ?? [];
  const relative = (head ?? text).trim();
  const after = node === undefined ? {} : { after: { node, visit: Number(visit ?? 1) } };
  const absolute = ABSOLUTE.exec(relative);
  if (absolute) {
    const day = dayOf(absolute[1]);
    const time = timeIn(absolute.slice(2));
    if (day === undefined || time === undefined || node !== undefined) return undefined;
    return { kind: 'absolute', day, time, seconds: absolute[4] !== undefined };
  }
  const days = DAYS.exec(relative);
  if (days) {
    if (days[2] === undefined) return { kind: 'days', days: Number(days[1]), ...after };
    const time = timeIn(days.slice(2));
    return time === undefined ? undefined : { kind: 'days', days: Number(days[1]), time, ...after };
  }
  if (!relative.startsWith('+P')) return undefined;
  const length = /^\+PT0[SMH]$/.test(relative) ? 0 : parseDuration(relative.slice(1));
  return length === undefined ? undefined : { kind: 'length', length, ...after };
}

function timeIn([hours, minutes, seconds]: (string | undefined)[]): Millis | undefined {
  const [h, m, s] = [Number(hours), Number(minutes), Number(seconds ?? 0)];
  return h < 24 && m < 60 && s < 60 ? ((h * 60 + m) * 60 + s) * 1000 : undefined;
}

/** The instant that a time means; `from`: the entry, or the arrival at the node that it counts from. */
export function instantAt(time: ScenarioTime, from: EpochMs, zone: ZoneTable): EpochMs {
  if (time.kind === 'absolute') return instantOf(zone, time);
  if (time.kind === 'length') return from + time.length;
  const start = wallTime(zone, from);
  return instantOf(zone, { day: start.day + time.days, time: time.time ?? start.time });
}

const two = (value: number): string => String(value).padStart(2, '0');

/** Days since 1970-01-01 → `2026-03-02`. */
export const localDate = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** `2026-03-02 09:10` on the wall clock; with seconds where there are any. */
export function localTime(zone: ZoneTable, at: EpochMs): string {
  const { day, time } = wallTime(zone, at);
  const seconds = Math.floor(time / 1000);
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}`;
  return seconds % 60 === 0 ? `${localDate(day)} ${clock}` : `${localDate(day)} ${clock}:${two(seconds % 60)}`;
}
