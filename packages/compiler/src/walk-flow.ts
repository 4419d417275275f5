import {
  type CalendarYear,
  DAY,
  type Deadline,
  type LocalTime,
  MINUTE,
  type Millis,
  type PatientDate,
} from '@suivi/schema';
import { Arrivals, type Question } from './arrivals.ts';
import { Elapse, type Start } from './elapse.ts';
import type { Flow } from './flow.ts';
import { offDays } from './off-days.ts';
import { type Clocks, type Span, timeOf } from './pace.ts';
import { include, latest, PASSED, type Reach } from './reach.ts';
import { type TrackRegions, trackRegions } from './track-regions.ts';

/** What an analysis of time may take for granted. */
export interface TimeSetting {
  /** Between which times of day people enter, both included; any time unless told. */
  entry?: { from: LocalTime; to: LocalTime };
  /**
   * The largest change of the patients' wall clock, milliseconds. 0 unless told, as in China; one hour where summer time
   * is kept, or where patients may live anywhere.
   */
  shift?: Millis;
  /** The known years of work-day calendars, by name. Without them nothing bounds a wait that counts work days. */
  calendars?: Readonly<Record<string, readonly CalendarYear[]>>;
}

/** A flow made ready to be walked any number of times. */
export interface Walkable {
  flow: Flow;
  regions: TrackRegions;
  clocks: Clocks;
  /** Dates of the patient that some step waits for: each has a clock of its own. */
  fields: readonly string[];
  /** Whether anything looks at weekdays. */
  weekly: boolean;
  entryTime: Span;
}

/** More dates than these share no clock; their times are told from entry only. */
const MAX_FIELDS = 16;

export function walkable(flow: Flow, { entry, shift = 0, calendars = {} }: TimeSetting = {}): Walkable {
  const deadlines = flow.ops.flatMap((op): Deadline[] => {
    const until = op.op === 'wait' ? op.until : op.op === 'act' ? op.pending?.until : undefined;
    return until ? [until.deadline] : [];
  });
  const dates = deadlines.flatMap((deadline): PatientDate[] => ('date' in deadline ? [deadline.date] : []));
  const { trigger } = flow.meaning;
  const fields = [...new Set([...(trigger?.on === 'date' ? [trigger.date] : []), ...dates].map(({ field }) => field))];
  const known = Object.entries(calendars).flatMap(([name, years]) => {
    const days = offDays(years);
    return days ? [[name, days] as const] : [];
  });
  return {
    flow,
    regions: trackRegions(flow),
    clocks: { shift, calendars: new Map(known) },
    fields: fields.sort().slice(0, MAX_FIELDS),
    weekly: deadlines.some(looksAtWeekdays),
    entryTime: entry ? [timeOf(entry.from), timeOf(entry.to) + MINUTE - 1] : [0, DAY - 1],
  };
}

const looksAtWeekdays = (deadline: Deadline): boolean =>
  'next' in deadline ? 'weekdays' in deadline.next : 'window' in deadline && deadline.window.weekdays !== undefined;

/** When each step can be reached, by its number. */
export type Times = readonly (Reach | undefined)[];

/** Walks from one step on. `since`: how long the enrolment is over by then. */
export function timesFrom(
  walk: Walkable,
  from: number,
  start: { time: Span; since: Span },
  question?: Pick<Question, 'barred'>,
): Times {
  return overWeekdays(walk, { time: start.time, sinceEntry: start.since }, (elapse) => {
    const arrivals = new Arrivals(walk.flow, walk.regions, elapse, { ...question, midway: true });
    arrivals.seed(from, elapse.begin());
    arrivals.walk();
    return arrivals;
  });
}

/** Walks from the entry on, and along the tracks of goals and guards, which begin at any time while a run lasts. */
export function timesFromEntry(walk: Walkable): Times {
  const { flow, regions } = walk;
  return overWeekdays(walk, { time: walk.entryTime, sinceEntry: [0, 0] }, (elapse) => {
    const arrivals = new Arrivals(flow, regions, elapse);
    if (flow.entry !== undefined) {
      const begin = elapse.begin();
      if (flow.meaning.trigger?.on === 'date') elapse.startAt(begin, flow.meaning.trigger.date);
      arrivals.seed(flow.entry, begin);
      arrivals.walk();
    }
    // Each goal fires once at most, so the run is as long as with all of them one after the other.
    for (let round = 0; round < Math.min(flow.goals.length, 3); round++) {
      const until = flow.goals.length > 3 ? Number.POSITIVE_INFINITY : lastOf(flow, arrivals);
      for (const { to } of flow.goals) arrivals.seed(to, elapse.within(until));
      arrivals.walk();
    }
    const until = lastOf(flow, arrivals);
    for (const { to } of flow.guards) arrivals.seed(to, elapse.within(until));
    if (flow.guards.length > 0) arrivals.walk();
    return arrivals;
  });
}

function lastOf(flow: Flow, arrivals: Arrivals): number {
  let last = 0;
  for (let at = 0; at < flow.ops.length; at++) {
    const reach = arrivals.at(at);
    if (reach) last = Math.max(last, latest(reach, PASSED));
  }
  return last;
}

/** The weekday on which it starts is not known, and matters only where something looks at weekdays. */
function overWeekdays(
  { flow, fields, clocks, weekly }: Walkable,
  start: Start,
  walk: (elapse: Elapse) => Arrivals,
): Times {
  const found: (Reach | undefined)[] = flow.ops.map(() => undefined);
  for (const weekday of weekly ? [0, 1, 2, 3, 4, 5, 6] : [undefined]) {
    const arrivals = walk(new Elapse(fields, clocks, { ...start, ...(weekday === undefined ? {} : { weekday }) }));
    for (let at = 0; at < found.length; at++) {
      const reach = arrivals.at(at);
      const known = found[at];
      if (reach && known) include(known, reach);
      else if (reach) found[at] = reach;
    }
  }
  return found;
}
