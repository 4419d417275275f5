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

/**
 * The first instant of that day at which the wall clock shows this time or a later one: where a clock change leaves the
 * time out, the instant of the change.
 */
export function firstInstantFrom(zone: ZoneTable, { day, time }: WallTime): EpochMs {
  const at = instantOf(zone, { day, time });
  const wall = wallTime(zone, at);
  if (wall.day === day && wall.time === time) return at;
  return zone.untils.findLast((until) => until <= at) ?? at;
}

/** The second instant at which the wall clock shows this, where it was set back over it; undefined where it shows it once. */
export function secondInstantOf(zone: ZoneTable, { day, time }: WallTime): EpochMs | undefined {
  const wall = day * DAY + time;
  const at = wall - offsetAt(zone, wall + DAY) * MINUTE;
  const shown = wallTime(zone, at);
  return shown.day === day && shown.time === time && at > instantOf(zone, { day, time }) ? at : undefined;
}

/** Whether the wall calendar has this day: zones that changed sides of the date line left one out. */
export const hasDay = (zone: ZoneTable, day: number): boolean =>
  wallTime(zone, instantOf(zone, { day, time: 0 })).day === day;

/** `09:30` → milliseconds since midnight. */
export function timeOfDay(text: LocalTime): number {
  const [hours, minutes] = text.split(':').map(Number);
  return ((hours ?? 0) * 60 + (minutes ?? 0)) * MINUTE;
}
