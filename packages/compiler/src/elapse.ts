import { DAY, type Deadline, type PatientDate } from '@suivi/schema';
import type { Flow, Way } from './flow.ts';
import { type Clocks, dayIn, type Pace, paceOf, type Span, timeOf } from './pace.ts';
import { anyTime, earliest, include, latest, narrow, open, PASSED, put, type Reach, START_DAY } from './reach.ts';

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
    this.#fields = new Map(fields.map((field, k) => [field, START_DAY + 1 + k]));
    this.places = START_DAY + 1 + fields.length;
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
    return reach;
  }

  /** At any time from the start until then. */
  within(latestPassed: number): Reach {
    const reach = anyTime(this.places);
    put(reach, PASSED, 0, latestPassed);
    this.#agree(reach);
    return reach;
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
    return between;
  }

  #over(here: Reach, deadline: Deadline, hasPast: boolean): Reach {
    if ('sinceEntry' in deadline) return this.#since(here, deadline.sinceEntry);
    if ('date' in deadline) return this.#date(here, deadline.date, hasPast);
    let pace = this.#paces.get(deadline);
    if (!pace) {
      pace = paceOf(deadline, this.#clocks);
      this.#paces.set(deadline, pace);
    }
    return pace ? this.#paced(here, pace) : open(here);
  }

  #paced(here: Reach, pace: Pace): Reach {
    const there = here.slice();
    let [shortest, longest] = pace.lasts;
    for (let place = START_DAY; place < this.places; place++) {
      const begins: Span = [earliest(here, place), latest(here, place)];
      const ends = pace.ends(begins, place === START_DAY ? this.#start.weekday : undefined);
      put(there, place, ...ends);
      if (!pace.daily || dayIn(begins[0]) !== dayIn(begins[1])) continue;
      // Within one day who comes first waits longest.
      shortest = Math.max(shortest, ends[0] - begins[1] - this.#clocks.shift);
      longest = Math.min(longest, ends[1] - begins[0] + this.#clocks.shift);
    }
    return this.#last(here, there, [Math.max(0, shortest), longest]);
  }

  #since(here: Reach, length: number): Reach {
    const [from, to] = this.#start.sinceEntry;
    const [low, high] = [earliest(here, PASSED), latest(here, PASSED)];
    const shortest = Math.max(0, length - (to + high));
    const longest = Math.max(0, length - (from + low));
    const there = here.slice();
    for (let place = START_DAY; place < this.places; place++) {
      const { shift } = this.#clocks;
      put(there, place, earliest(here, place) + shortest - shift, latest(here, place) + longest + shift);
    }
    put(there, PASSED, Math.max(low, length - to), Math.max(high, length - from));
    this.#agree(there);
    return there;
  }

  /** A date may be moved while somebody waits for it, earlier or later: only its own clock says when it is due. */
  #date(here: Reach, date: PatientDate, hasPast: boolean): Reach {
    const there = open(here);
    const place = this.#fields.get(date.field);
    if (place === undefined) return there;
    const [low, high] = targetOf(date, this.#clocks);
    if (date.yearly) put(there, place, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
    else put(there, place, low, hasPast ? high : Number.POSITIVE_INFINITY);
    return there;
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
    for (let place = START_DAY; place < this.places; place++) {
      narrow(there, place, earliest(here, place) + shortest - shift, latest(here, place) + longest + shift);
    }
    put(there, PASSED, earliest(here, PASSED) + shortest, latest(here, PASSED) + longest);
    this.#agree(there);
    return there;
  }

  /** What the clock shows is the time of the start plus what has passed, but for one change of the clock. */
  #agree(reach: Reach): void {
    const { shift } = this.#clocks;
    const [from, to] = this.#start.time;
    narrow(reach, START_DAY, earliest(reach, PASSED) + from - shift, latest(reach, PASSED) + to + shift);
    narrow(reach, PASSED, earliest(reach, START_DAY) - to - shift, latest(reach, START_DAY) - from + shift);
  }
}
