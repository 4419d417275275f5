import type { EpochMs, Window, ZoneTable } from '@suivi/schema';
import { shareOf } from './arm.ts';
import type { WorkDays } from './calendar.ts';
import { weekdayOf } from './calendar-date.ts';
import { firstInstantFrom, secondInstantOf, timeOfDay, type WallTime, wallTime } from './local-time.ts';

const SECOND = 1_000;
const DAY = 86_400_000;
/** A window that does not open for so many days never does: as long as the longest wait. */
const SEARCH = 3_660;

/** `opens`: when the window does. `at`: when this patient goes on, which is later where a window is spread. */
export interface Opening {
  inside: boolean;
  opens: EpochMs;
  at: EpochMs;
}

/**
 * The first instant from `from` on at which the patient's wall clock shows an allowed time: rule 6. Where a clock change
 * leaves the beginning out the window opens with the change; one that lies in it whole does not open that day.
 * Undefined when it depends on a year of the calendar that is not known.
 */
export function openingOf(
  zone: ZoneTable,
  window: Window,
  patient: string,
  from: EpochMs,
  workDays: WorkDays,
): Opening | undefined {
  const now = wallTime(zone, from);
  const begun = beganOn(window, now);
  if (begun !== undefined) {
    const open = isAllowed(window, begun, workDays);
    if (open === undefined) return undefined;
    if (open) return { inside: true, opens: from, at: from };
  }
  const time = window.from === window.to ? 0 : timeOfDay(window.from);
  for (let day = now.day; day < now.day + SEARCH; day++) {
    const first = firstInstantFrom(zone, { day, time });
    // In the hour that comes twice the clock comes to the beginning of the window a second time.
    const opens = first < from ? (secondInstantOf(zone, { day, time }) ?? first) : first;
    if (opens < from || beganOn(window, wallTime(zone, opens)) !== day) continue;
    const open = isAllowed(window, day, workDays);
    if (open === undefined) return undefined;
    if (open) return { inside: false, opens, at: spread(zone, window, patient, opens) };
  }
  throw new Error('a window names a weekday from 1 to 7 or none');
}

/** The day on which the window began that is open at this time of the wall clock, were every day allowed. */
function beganOn({ from, to }: Window, { day, time }: WallTime): number | undefined {
  const [start, end] = [timeOfDay(from), timeOfDay(to)];
  if (start === end) return day;
  if (start < end) return time >= start && time < end ? day : undefined;
  if (time >= start) return day;
  return time < end ? day - 1 : undefined;
}

function isAllowed({ weekdays, calendar }: Window, day: number, workDays: WorkDays): boolean | undefined {
  if (weekdays && !weekdays.includes(weekdayOf(day))) return false;
  return calendar === undefined ? true : workDays.has(calendar, day);
}

/** The same patient is always as late, in whole seconds; where a clock change would carry them out they are not. */
function spread(zone: ZoneTable, window: Window, patient: string, opens: EpochMs): EpochMs {
  if (!window.spread) return opens;
  const wall = wallTime(zone, opens);
  const end = window.from === window.to ? DAY : timeOfDay(window.to);
  const length = end - wall.time + (end <= wall.time ? DAY : 0);
  const late = shareOf(`window/${patient}`) * Math.min(window.spread, length);
  const at = opens + Math.floor(late / SECOND) * SECOND;
  return beganOn(window, wallTime(zone, at)) === beganOn(window, wall) ? at : opens;
}
