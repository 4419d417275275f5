import { DAY, type Deadline, type PatientDate } from '@suivi/schema';
import type { Flow, Way } from './flow.ts';
import { type Clocks, dayIn, type Pace, paceOf, type Span, timeOf } from './pace.ts';
import {
  anyTime,
  earliest,
  FIRST_DATE,
  include,
  LAST_OF_DAY,
  latest,
  narrow,
  open,
  PASSED,
  put,
  type Reach,
  START_DAY,
  TIME,
} from './reach.ts';

/** Where the clock is looked at from. */
export interface Start {
  /** Time of day of the start on the patient's wall clock. */
  time: Span;
  /** Weekday of the day of the start (0 = Monday), where one is looked at. */
  weekday?: number;
  /** How long the enrolment is over by then. */
  sinceEntry: Span;
}

/** How far a date of the patient is from its own midnight, at most: a month is 28 to 31 days. */
function targetOf({ offsetMonths = 0, offsetDays, at, workday }: PatientDate, { shift, calendars }: Clocks): Span {
  const months = offsetMonths * 30.436875;
  const [low, high] = offsetMonths === 0 ? [0, 0] : [Math.floor(months) - 3, Math.ceil(months) + 3];
  const row = workday ? (calendars.get(workday.calendar)?.longest ?? Number.POSITIVE_INFINITY) : 0;
  const [early, late] = workday?.move === 'before' ? [row, 0] : [0, row];
  const time = offsetDays * DAY + timeOf(at);
  return [(low - early) * DAY + time, (high + late) * DAY + time + shift];
}

/** What a way out of an instruction does to the time at which a run is there. */
export class Elapse {
  readonly places: number;
  readonly #fields: Map<string, number>;
  readonly #clocks: Clocks;
  readonly #start: Start;
  readonly #paces = new Map<Deadline, Pace | undefined>();

  /** @param fields the dates of the patient that get a clock of their own. */
  constructor(fields: readonly string[], clocks: Clocks, start: Start) {
    this.#fields = new Map(fields.map((field, k) => [field, FIRST_DATE + k]));
    this.places = FIRST_DATE + fields.length;
    this.#clocks = clocks;
    this.#start = start;
  }

  /** What begins so much later goes on in the same way, only later. */
  get period(): number {
    return this.#start.weekday === undefined ? DAY : 7 * DAY;
  }

  begin(): Reach {
    const reach = anyTime(this.places);
    put(reach, PASSED, 0, 0);
    put(reach, START_DAY, ...this.#start.time);
    put(reach, TIME, ...this.#start.time);
    return reach;
  }

  /** At any time from the start until then. */
  within(latestPassed: number): Reach {
    const reach = anyTime(this.places);
    put(reach, PASSED, 0, latestPassed);
    return this.#agree(reach);
  }

  /** The start lies at this distance from the midnight of a date of the patient. */
  startAt(reach: Reach, date: PatientDate): void {
    const place = this.#fields.get(date.field);
    if (place !== undefined && !date.yearly) put(reach, place, ...targetOf(date, this.#clocks));
  }

  placeOf(field: string): number | undefined {
    return this.#fields.get(field);
  }

  /** When a run is at the end of this way. */
  along(flow: Flow, way: Way, here: Reach): Reach {
    if (way.cause === 'now') return here;
    const op = flow.ops[way.from];
    const deadline =
      op?.op === 'wait' ? op.until?.deadline : op?.op === 'act' ? op.pending?.until?.deadline : undefined;
    if (way.past && deadline && 'date' in deadline) return this.#past(here, deadline.date);
    const over = deadline ? this.#over(here, deadline, op?.op === 'wait' && op.past !== undefined) : open(here);
    if (way.cause === 'deadline') return over;
    const between = here.slice();
    include(between, over);
    if (!deadline || !this.#paceOf(deadline)?.sameDay) put(between, TIME, 0, LAST_OF_DAY);
    return this.#tellTime(between);
  }

  #over(here: Reach, deadline: Deadline, hasPast: boolean): Reach {
    if ('sinceEntry' in deadline) return this.#since(here, deadline.sinceEntry);
    if ('date' in deadline) return this.#date(here, deadline.date, hasPast);
    const pace = this.#paceOf(deadline);
    return pace ? this.#paced(here, pace) : open(here);
  }

  #paceOf(deadline: Deadline): Pace | undefined {
    if (this.#paces.has(deadline)) return this.#paces.get(deadline);
    const pace = paceOf(deadline, this.#clocks);
    this.#paces.set(deadline, pace);
    return pace;
  }

  /** The wall clocks: that of the start, then those of dates. */
  #eachClock(look: (place: number) => void): void {
    look(START_DAY);
    for (let place = FIRST_DATE; place < this.places; place++) look(place);
  }

  #paced(here: Reach, pace: Pace): Reach {
    const there = here.slice();
    this.#eachClock((place) => {
      const begins: Span = [earliest(here, place), latest(here, place)];
      put(there, place, ...pace.ends(begins, place === START_DAY ? this.#start.weekday : undefined));
    });
    const time: Span = [earliest(here, TIME), latest(here, TIME)];
    put(there, TIME, ...pace.endsAt(time));
    const [shortest, longest] = pace.lasts;
    const known = pace.lastsFrom?.(time) ?? pace.lasts;
    return this.#last(here, there, [Math.max(0, shortest, known[0]), Math.min(longest, known[1])]);
  }

  #since(here: Reach, length: number): Reach {
    const [from, to] = this.#start.sinceEntry;
    const [low, high] = [earliest(here, PASSED), latest(here, PASSED)];
    const shortest = Math.max(0, length - (to + high));
    const longest = Math.max(0, length - (from + low));
    const there = here.slice();
    const { shift } = this.#clocks;
    this.#eachClock((place) => {
      put(there, place, earliest(here, place) + shortest - shift, latest(here, place) + longest + shift);
    });
    put(there, TIME, 0, LAST_OF_DAY);
    put(there, PASSED, Math.max(low, length - to), Math.max(high, length - from));
    return this.#agree(there);
  }

  /** A date may be moved while somebody waits for it, earlier or later: only its own clock says when it is due. */
  #date(here: Reach, date: PatientDate, hasPast: boolean): Reach {
    const there = open(here);
    const place = this.#fields.get(date.field);
    if (place === undefined) return there;
    const [low, high] = targetOf(date, this.#clocks);
    if (date.yearly) put(there, place, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
    else put(there, place, low, hasPast ? high : Number.POSITIVE_INFINITY);
    return this.#tellTime(there);
  }

  #past(here: Reach, date: PatientDate): Reach {
    const there = open(here);
    const place = this.#fields.get(date.field);
    if (place === undefined) return there;
    put(
      there,
      place,
      date.yearly ? Number.NEGATIVE_INFINITY : targetOf(date, this.#clocks)[0],
      Number.POSITIVE_INFINITY,
    );
    return there;
  }

  /** Brings the time that passed and the clocks to agree about how long a wait lasted. */
  #last(here: Reach, there: Reach, [shortest, longest]: Span): Reach {
    const { shift } = this.#clocks;
    this.#eachClock((place) => {
      narrow(there, place, earliest(here, place) + shortest - shift, latest(here, place) + longest + shift);
    });
    put(there, PASSED, earliest(here, PASSED) + shortest, latest(here, PASSED) + longest);
    return this.#agree(there);
  }

  /** What the clock shows is the time of the start plus what has passed, but for one change of the clock. */
  #agree(reach: Reach): Reach {
    const { shift } = this.#clocks;
    const [from, to] = this.#start.time;
    narrow(reach, START_DAY, earliest(reach, PASSED) + from - shift, latest(reach, PASSED) + to + shift);
    narrow(reach, PASSED, earliest(reach, START_DAY) - to - shift, latest(reach, START_DAY) - from + shift);
    return this.#tellTime(reach);
  }

  /** A clock that stays within one day tells the time of day. */
  #tellTime(reach: Reach): Reach {
    this.#eachClock((place) => {
      const [low, high] = [earliest(reach, place), latest(reach, place)];
      const day = dayIn(low);
      if (Number.isFinite(low) && day === dayIn(high)) narrow(reach, TIME, low - day * DAY, high - day * DAY);
    });
    return reach;
  }
}
