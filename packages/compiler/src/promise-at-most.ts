import type { Millis } from '@suivi/schema';
import { Agenda } from './agenda.ts';
import { Elapse } from './elapse.ts';
import { aside, type Begin, beginsOf, isCertainAfter, movesFrom, told } from './promise-begin.ts';
import type { Found } from './promise-moment.ts';
import { isHop, type Move, type Start, startAt, timesAlong } from './promise-path.ts';
import { type Ground, PROVED, type Verdict, WATCHED } from './promise-verdict.ts';
import { earliest, include, PASSED, type Reach, unbounded } from './reach.ts';
import type { Walkable } from './walk-flow.ts';

/** Steps that one search may take; a journey in which it finds no end is watched instead. */
const ENOUGH = 200_000;

/** Within any row of time this long it happens at most so often. */
export function proveAtMost({ walk, times }: Ground, of: Found, count: number, per: Millis): Verdict {
  if (of.event !== undefined) return WATCHED;
  const begins = beginsOf(walk, of);
  if (begins.length === 0) return PROVED;
  const search = { left: ENOUGH };
  let state: Verdict = happensBeside(walk, of) ? WATCHED : PROVED;
  for (const begin of begins) {
    const start = startAt(times, begin.at);
    const found = count === 0 ? { path: [] } : tooMany(walk, begin, start, of, count, per, search);
    if (found === undefined) continue;
    if (found.path && !found.path.some(isHop)) {
      const path = found.path;
      const timed = quickestOf(walk, path, start);
      const soon = path.length === 0 || (timed.at(-1) ?? per) < per;
      if (soon && isCertainAfter(walk, begin, path)) {
        return { state: 'refuted', path: told(walk.flow, begin, path, timed) };
      }
    }
    state = WATCHED;
  }
  return state;
}

/** The least times along a path, of those that begin at one known time of day. */
function quickestOf(walk: Walkable, path: readonly Move[], start: Start): Millis[] {
  const tries = [start.time[0], start.time[1]].flatMap((time) =>
    (walk.weekly ? [0, 1, 2, 3, 4, 5, 6] : [undefined]).map((weekday) =>
      timesAlong(walk, path, {
        time: [time, time],
        since: [start.since[0], start.since[0]],
        ...(weekday === undefined ? {} : { weekday }),
        slowest: false,
      }).map(({ passed }) => passed),
    ),
  );
  return tries.sort((a, b) => (a.at(-1) ?? 0) - (b.at(-1) ?? 0))[0] ?? [];
}

/**
 * Looks for a row of one more than `count`, from one that has just happened: the quickest run to each step with each
 * number of them (Dijkstra). Undefined where no run is that quick.
 */
function tooMany(
  walk: Walkable,
  begin: Begin,
  start: Start,
  of: Found,
  count: number,
  per: Millis,
  search: { left: number },
): { path?: Move[] } | undefined {
  const { flow } = walk;
  for (const weekday of walk.weekly ? [0, 1, 2, 3, 4, 5, 6] : [undefined]) {
    const elapse = new Elapse(walk.fields, walk.clocks, {
      time: start.time,
      sinceEntry: start.since,
      ...(weekday === undefined ? {} : { weekday }),
    });
    const best = new Map<number, Reach>();
    const cameBy = new Map<number, { move: Move; from: number }>();
    const agenda = new Agenda<number>();
    const size = flow.ops.length;
    const first = begin.at + size;
    best.set(first, unbounded(elapse.begin()));
    agenda.add(0, first);
    for (let next = agenda.take(); next; next = agenda.take()) {
      if (search.left-- <= 0) return {};
      const { item } = next;
      const here = best.get(item);
      if (!here || next.at > earliest(here, PASSED)) continue;
      const so = Math.floor(item / size);
      for (const move of movesFrom(flow, item % size)) {
        const there = isHop(move) ? here : unbounded(elapse.along(flow, move, here));
        if (earliest(there, PASSED) >= per) continue;
        const hit = isHop(move) ? of.steps.has(move.to) : of.hits(move);
        const to = (so + (hit ? 1 : 0)) * size + move.to;
        if (hit && so + 1 > count) {
          const before = back(item, first, cameBy);
          return before ? { path: [...before, move] } : {};
        }
        const known = best.get(to);
        if (known && !include(known, there)) continue;
        if (!known) best.set(to, there.slice());
        cameBy.set(to, { move, from: item });
        agenda.add(earliest(there, PASSED), to);
      }
    }
  }
  return undefined;
}

/** The moves that led there; undefined where a quicker one found later has made them a circle. */
function back(
  item: number,
  first: number,
  cameBy: ReadonlyMap<number, { move: Move; from: number }>,
): Move[] | undefined {
  const path: Move[] = [];
  for (let at = item; at !== first; ) {
    const came = cameBy.get(at);
    if (!came || path.length > cameBy.size) return undefined;
    path.unshift(came.move);
    at = came.from;
  }
  return path;
}

/** Whether it may happen on two tracks at once: beside a guard's, or on several of one fork. */
function happensBeside({ flow, regions }: Walkable, { steps, hits }: Found): boolean {
  const happens = (at: number) => steps.has(at) || (flow.out[at] ?? []).some(hits);
  if ([...aside(flow)].some(happens)) return true;
  return regions.forks.some(({ tracks }) => tracks.filter(({ members }) => [...members].some(happens)).length > 1);
}
