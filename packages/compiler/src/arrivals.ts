import type { Elapse } from './elapse.ts';
import type { Flow, Way } from './flow.ts';
import { type Item, type Loop, loopTree } from './loop-tree.ts';
import { include, LAST_OF_DAY, open, put, type Reach, TIME } from './reach.ts';
import { joinsAfterEnds, sharedSteps } from './shared-steps.ts';
import type { TrackRegions } from './track-regions.ts';

/** What is asked of a walk through the flow. */
export interface Question {
  /** Ways that are not taken. */
  barred?(way: Way): boolean;
  /** The walk begins in the middle of a run, so that nobody knows how far its repeats have counted. */
  midway?: true;
}

/** Rounds of an open loop after which whatever still moves is taken to be unbounded. */
const ROUNDS = 3;

/**
 * When a run can be at each step, by walking through the flow with spans of time. Sound: whatever a run does, its times
 * lie within (as long as nobody holds, pauses or moves it); not always exact. A bounded loop is walked round by round, any
 * other one is widened until it holds for every number of rounds.
 */
export class Arrivals {
  readonly #flow: Flow;
  readonly #elapse: Elapse;
  readonly #barred: (way: Way) => boolean;
  readonly #here: (Reach | undefined)[];
  readonly #found: (Reach | undefined)[];
  readonly #items: Item[];
  /** The latest end of a track that a join may have waited for. */
  readonly #joinsAfter: ReadonlyMap<number, number[]>;
  readonly #lastTrack = new Map<number, Reach>();
  /** The repeat that is being walked round by round, with what has come to it in this round. */
  readonly #gathered = new Map<number, Reach | undefined>();
  readonly #plain: boolean;
  #steps: number;

  constructor(flow: Flow, regions: TrackRegions, elapse: Elapse, { barred = () => false, midway }: Question = {}) {
    this.#flow = flow;
    this.#elapse = elapse;
    this.#barred = barred;
    this.#here = flow.ops.map(() => undefined);
    this.#found = flow.ops.map(() => undefined);
    this.#joinsAfter = joinsAfterEnds(flow, regions);
    const shared = sharedSteps(flow, regions);
    this.#items = loopTree(flow, (repeat) => !shared.has(repeat), this.#joinsAfter);
    this.#plain = flow.goals.length === 0 && !midway;
    this.#steps = 100_000 + 60 * flow.ops.length;
  }

  /** Adds that a run can be at this step then. */
  seed(at: number, reach: Reach): void {
    this.#add(at, reach);
  }

  /** Walks on from all that was seeded since the last walk. */
  walk(): void {
    this.#run(this.#items);
  }

  /** When a run can arrive at a step; undefined where it cannot. */
  at(step: number): Reach | undefined {
    return this.#found[step];
  }

  #run(items: readonly Item[]): void {
    for (const item of items) {
      if (typeof item === 'number') this.#fire(item);
      else if (item.members.some((at) => this.#here[at])) this.#loop(item);
    }
  }

  /** Takes what has come to a step on to wherever it leads. */
  #fire(at: number): void {
    const here = this.#take(at);
    if (!here) return;
    if (this.#gathered.has(at)) {
      const known = this.#gathered.get(at);
      if (known) include(known, here);
      else this.#gathered.set(at, here);
      return;
    }
    this.#leave(at, here);
  }

  #leave(at: number, here: Reach): void {
    for (const way of this.#flow.out[at] ?? []) {
      if (!this.#barred(way)) this.#add(way.to, this.#elapse.along(this.#flow, way, here));
    }
    for (const join of this.#joinsAfter.get(at) ?? []) {
      const known = this.#lastTrack.get(join);
      if (known) include(known, here);
      else this.#lastTrack.set(join, here.slice());
    }
  }

  #take(at: number): Reach | undefined {
    const here = this.#here[at];
    if (!here) return undefined;
    this.#here[at] = undefined;
    const last = this.#lastTrack.get(at);
    if (last) {
      for (let k = 1; k < here.length; k += 2) here[k] = Math.max(here[k] ?? 0, last[k] ?? 0);
      put(here, TIME, 0, LAST_OF_DAY);
    }
    const found = this.#found[at];
    if (found) include(found, here);
    else this.#found[at] = here.slice();
    this.#steps -= 1;
    return here;
  }

  #add(at: number, reach: Reach): void {
    const here = this.#here[at];
    if (here) include(here, reach);
    else this.#here[at] = reach.slice();
  }

  #loop(loop: Loop): void {
    if (!loop.bounded) return this.#widen(loop.members);
    const { repeat, body } = loop.bounded;
    const op = this.#flow.ops[repeat];
    if (op?.op !== 'repeat') return;
    const [again, done] = this.#flow.out[repeat] ?? [];
    if (!again || !done) return;
    const leaves = (way: Way | undefined, reach: Reach) => {
      if (way && !this.#barred(way)) this.#add(way.to, reach);
    };
    // Who left a loop half way and comes back to it goes on counting where they were.
    const exact = this.#plain && (!loop.inner || this.#leavesOnlyBy(loop.members, repeat));
    let all: Reach | undefined;
    let before: Reach | undefined;
    for (let round = 0; round <= op.times; round++) {
      this.#gathered.set(repeat, undefined);
      this.#run(body);
      const here = this.#gathered.get(repeat);
      this.#gathered.delete(repeat);
      if (!here) break;
      if (all) include(all, here);
      else all = here.slice();
      if (round === op.times) {
        leaves(done, exact ? here : all);
        return;
      }
      const step = before && pace(before, here);
      before = here.slice();
      if (step === 0) {
        // Nothing moves any more: the other rounds are all like this one.
        leaves(done, exact ? here : all);
        return;
      }
      if (step !== undefined && step > 0 && step % this.#elapse.period === 0 && this.#isPeriodic(loop)) {
        // Every round moves everything by the same whole days, so the last one is told by counting.
        const left = op.times - 1 - round;
        if (left > 0) {
          for (let k = 0; k < here.length; k++) if (!isTime(k)) here[k] = (here[k] ?? 0) + left * step;
          round += left;
          before = undefined;
        }
      }
      if (this.#steps < 0) {
        this.#add(again.to, sink(open(all), here));
        this.#run(body);
        leaves(done, sink(open(all), here));
        return;
      }
      leaves(again, here);
    }
    if (all && !exact) leaves(done, all);
  }

  /** Whether a round that begins whole days later is the same but for those days: nothing in it counts from entry. */
  #isPeriodic({ members }: Loop): boolean {
    return members.every((at) => {
      const op = this.#flow.ops[at];
      const until = op?.op === 'wait' ? op.until : op?.op === 'act' ? op.pending?.until : undefined;
      return !until || !('sinceEntry' in until.deadline);
    });
  }

  /** Whether the only way out of a loop is the last one of its repeat. */
  #leavesOnlyBy(members: readonly number[], repeat: number): boolean {
    const inside = new Set(members);
    return members.every((at) => at === repeat || (this.#flow.out[at] ?? []).every(({ to }) => inside.has(to)));
  }

  /** Goes round until nothing changes; what still grows after a few rounds grows for ever. */
  #widen(members: readonly number[]): void {
    const inside = new Set(members);
    const reaches = new Map<number, Reach>();
    const rounds = new Map<number, number>();
    const todo = [...members].sort((a, b) => a - b).filter((at) => this.#here[at]);
    // Grows while it is walked; nothing is taken from its front, which would cost its length each time.
    for (const at of todo) {
      const here = this.#here[at];
      if (!here) continue;
      this.#here[at] = undefined;
      const known = reaches.get(at);
      const count = (rounds.get(at) ?? 0) + 1;
      rounds.set(at, count);
      const now = known ? known.slice() : here;
      if (known && !include(now, here)) continue;
      if (known && count > ROUNDS) loosen(now, known);
      reaches.set(at, now);
      for (const way of this.#flow.out[at] ?? []) {
        if (!inside.has(way.to) || this.#barred(way)) continue;
        this.#add(way.to, this.#elapse.along(this.#flow, way, now));
        todo.push(way.to);
      }
    }
    for (const [at, reach] of reaches) {
      this.#here[at] = reach;
      const here = this.#take(at);
      if (here) this.#leaveLoop(at, here, inside);
    }
  }

  #leaveLoop(at: number, here: Reach, inside: ReadonlySet<number>): void {
    for (const way of this.#flow.out[at] ?? []) {
      if (!inside.has(way.to) && !this.#barred(way)) this.#add(way.to, this.#elapse.along(this.#flow, way, here));
    }
    for (const join of this.#joinsAfter.get(at) ?? []) {
      if (inside.has(join)) continue;
      const known = this.#lastTrack.get(join);
      if (known) include(known, here);
      else this.#lastTrack.set(join, here.slice());
    }
  }
}

/** By how much everything has moved from one round to the next, where it is the same for all; infinite bounds stay. */
function pace(before: Reach, after: Reach): number | undefined {
  let every: number | undefined;
  for (let k = 0; k < before.length; k++) {
    const [from, to] = [before[k] ?? 0, after[k] ?? 0];
    if (isTime(k)) {
      if (from !== to) return undefined;
      continue;
    }
    if (from === to && !Number.isFinite(from)) continue;
    const moved = to - from;
    if (every !== undefined && moved !== every) return undefined;
    every = moved;
  }
  return every ?? 0;
}

const isTime = (k: number): boolean => k >> 1 === TIME;

/** Whatever moved is taken to have no bound on that side. Time never runs backwards, so 0 bounds it from below. */
function loosen(now: Reach, before: Reach): void {
  for (let k = 0; k < now.length; k += 2) {
    if (isTime(k)) {
      if (now[k] !== before[k] || now[k + 1] !== before[k + 1]) put(now, TIME, 0, LAST_OF_DAY);
      continue;
    }
    if ((now[k] ?? 0) < (before[k] ?? 0)) now[k] = k === 0 ? 0 : Number.NEGATIVE_INFINITY;
    if ((now[k + 1] ?? 0) > (before[k + 1] ?? 0)) now[k + 1] = Number.POSITIVE_INFINITY;
  }
}

/** A lower bound that fell from round to round has none. */
function sink(reach: Reach, round: Reach): Reach {
  for (let k = 2; k < reach.length; k += 2) {
    if (!isTime(k) && (round[k] ?? 0) <= (reach[k] ?? 0)) reach[k] = Number.NEGATIVE_INFINITY;
  }
  return reach;
}
