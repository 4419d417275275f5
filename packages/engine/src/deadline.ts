import type { Deadline, EpochMs, ZoneTable } from '@suivi/schema';
import { WorkDays } from './calendar.ts';
import type { Ground } from './ground.ts';
import { instantOf, timeOfDay, wallTime } from './local-time.ts';
import { instantOfNextDay } from './next-day.ts';
import { dueOfDate } from './patient-date.ts';
import type { Lack } from './state.ts';
import { openingOf } from './window.ts';

/** What is known about a deadline. */
export interface Due {
  /** Undefined when the patient's date is not known, or `lacks` says what is missing. */
  at?: EpochMs | undefined;
  /** A window that is open: nothing to wait for. */
  inside?: boolean;
  /** A window opens only then, which is later than it may be. */
  tooLate?: EpochMs;
  /** Hashes of the calendar years it stands on, by `calendar/year`. */
  years?: Record<string, string>;
  lacks?: Lack;
}

/**
 * The absolute instant of a deadline for a wait that began at `arrived`; a window is looked for from `at` on, which is
 * later when a wait is looked at again.
 */
export function dueOf(ground: Ground, deadline: Deadline, arrived: EpochMs, at = arrived): Due {
  if ('after' in deadline) return { at: arrived + deadline.after };
  if ('sinceEntry' in deadline) return { at: ground.state.entered + deadline.sinceEntry };
  const zone = zoneOf(ground);
  const workDays = new WorkDays(ground.calendars);
  const due = onTheCalendar(ground, zone, workDays, deadline, arrived, at);
  if (workDays.lacks) return { lacks: workDays.lacks };
  return Object.keys(workDays.used).length > 0 ? { ...due, years: workDays.used } : due;
}

type OnTheCalendar = Exclude<Deadline, { after: number } | { sinceEntry: number }>;

function onTheCalendar(
  { state, facts = {} }: Ground,
  zone: ZoneTable,
  workDays: WorkDays,
  deadline: OnTheCalendar,
  arrived: EpochMs,
  at: EpochMs,
): Due {
  if ('date' in deadline) return { at: dueOfDate(zone, deadline.date, facts, workDays, arrived) };
  if ('next' in deadline) return { at: instantOfNextDay(zone, deadline.next, arrived) };
  if ('window' in deadline) {
    const { within } = deadline.window;
    const opening = openingOf(zone, deadline.window, state.patient, at, workDays);
    if (!opening) return {};
    const late = within !== undefined && opening.opens > arrived + within;
    return { at: opening.at, inside: opening.inside, ...(late ? { tooLate: opening.opens } : {}) };
  }
  const { inDays, calendar } = deadline;
  const today = wallTime(zone, arrived).day;
  const day = calendar === undefined ? today + inDays : workDays.after(calendar, today, inDays);
  return { at: day === undefined ? undefined : instantOf(zone, { day, time: timeOfDay(deadline.at) }) };
}

/** The work-day calendar that a deadline counts by. */
export function calendarOf(deadline: Deadline): string | undefined {
  if ('inDays' in deadline) return deadline.calendar;
  if ('window' in deadline) return deadline.window.calendar;
  return 'date' in deadline ? deadline.date.workday?.calendar : undefined;
}

function zoneOf({ zone, plan }: Ground): ZoneTable {
  // A wrong wall clock would send at night; a driver that forgot the table is a bug and must not pass unseen.
  if (!zone) throw new Error(`the plan needs the wall clock of ${plan.zone}, and no zone table was given`);
  return zone;
}
