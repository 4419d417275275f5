import { instantOf, wallTime } from '@suivi/engine';
import { DAY, type EpochMs, HOUR, MINUTE, type Millis, type ZoneTable } from '@suivi/schema';
import type { FeedEvent, FeedPatient, FeedPlan } from './feed-plan.ts';
import type { PlannedTodo } from './simulate-feed.ts';

/** What is sent before the watermark moves to `until` (milliseconds of wall clock since each patient's origin). */
export interface Stop {
  until: Millis;
  rows: { patient: FeedPatient; event: FeedEvent }[];
  /** To-dos that somebody closes at an instant up to `until`. */
  closings: PlannedTodo[];
}

/** Steps that divide a day. */
const STEPS: Millis[] = [MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 6 * HOUR, 12 * HOUR, DAY];
const STEP_REAL_MS = 700;

/** The length of one step of the watermark on the wall clock: about a second of real time. */
export const stepOf = (scale: number): Millis => STEPS.find((step) => step * scale >= STEP_REAL_MS) ?? DAY;

/**
 * The stops of the watermark to the end of the last day. It halts at every to-do that is closed and at its closing: the
 * closing must be there before a deadline at or after it may fire, and the to-do before it can be closed.
 */
export function timetable({ zone, days, patients }: FeedPlan, todos: readonly PlannedTodo[], step: Millis): Stop[] {
  const origins = new Map(patients.map((patient) => [patient.label, patient]));
  const closings = todos.flatMap((todo) => {
    const patient = origins.get(todo.patient);
    if (!patient || !todo.closed || todo.closed.at >= patient.closes) return [];
    return [{ todo, made: later(zone, patient, todo.at), closed: later(zone, patient, todo.closed.at) }];
  });
  const halts = new Set<Millis>();
  for (let until = step; until <= days * DAY; until += step) halts.add(until);
  halts.add(days * DAY);
  for (const { made, closed } of closings) for (const at of [made, closed]) halts.add(Math.ceil(at / 1_000) * 1_000);
  const ordered = [...halts].filter((at) => at > 0 && at <= days * DAY).sort((a, b) => a - b);
  const sent = new Map<FeedPatient, number>();
  const done = new Set<PlannedTodo>();
  return ordered.map((until) => {
    const rows = patients.flatMap((patient) => {
      const from = sent.get(patient) ?? 0;
      const limit = instantLater(zone, patient, until);
      let to = from;
      while ((patient.events[to]?.at ?? Number.POSITIVE_INFINITY) <= limit) to += 1;
      sent.set(patient, to);
      return patient.events.slice(from, to).map((event) => ({ patient, event }));
    });
    const now = closings.filter(({ todo, closed }) => closed <= until && !done.has(todo)).map(({ todo }) => todo);
    for (const todo of now) done.add(todo);
    return { until, rows, closings: now };
  });
}

/** Milliseconds of the patient's wall clock from their origin to this instant. */
function later(zone: ZoneTable, { firstDay }: FeedPatient, at: EpochMs): Millis {
  const { day, time } = wallTime(zone, at);
  return (day - firstDay) * DAY + time;
}

function instantLater(zone: ZoneTable, { firstDay }: FeedPatient, until: Millis): EpochMs {
  const day = Math.floor(until / DAY);
  return instantOf(zone, { day: firstDay + day, time: until - day * DAY });
}
