import type { Within } from '@suivi/schema';
import { aside, type Begin, beginsOf, inTrack, isCertainAfter, told, toldQuickest } from './promise-begin.ts';
import type { Found } from './promise-moment.ts';
import { pathTo, startAt } from './promise-path.ts';
import { type Ground, PROVED, type Verdict, WATCHED } from './promise-verdict.ts';
import { isWithin, lastOf } from './promise-within.ts';
import { slowestPath } from './slowest-path.ts';
import { type Times, timesFrom } from './walk-flow.ts';

/** Whoever comes to `from` comes to `to` within this time. */
export function proveFollowed(ground: Ground, from: Found, to: Found, within: Within): Verdict {
  const { walk } = ground;
  if (from.event !== undefined) return WATCHED;
  const beside = aside(walk.flow);
  let state: Verdict = PROVED;
  for (const begin of beginsOf(walk, from)) {
    if (begin.via && to.hits(begin.via)) continue;
    // Whoever goes beside others may be left behind when those come to an end.
    const alone = !beside.has(begin.at) && !inTrack(walk.regions, begin.at);
    const verdict = alone ? fromBegin(ground, begin, to, within) : WATCHED;
    if (verdict.state === 'refuted') return verdict;
    if (verdict.state === 'watched') state = WATCHED;
  }
  return state;
}

function fromBegin({ walk, times }: Ground, begin: Begin, to: Found, within: Within): Verdict {
  const { flow } = walk;
  const start = startAt(times, begin.at);
  // Everywhere that somebody can be who has not come to it yet.
  const ahead = timesFrom(walk, begin.at, start, { barred: to.hits });
  const places = flow.ops.flatMap((op, at) => (ahead[at] ? [{ op: op.op, at }] : []));
  const ends = places.some(({ op }) => op === 'end');
  const inside = new Set(places.map(({ at }) => at));
  if (!ends && joinsOwn(walk, inside) && allWithin(within, ahead)) {
    const arrivals = timesFrom(walk, begin.at, start, { barred: ({ from }) => !inside.has(from) });
    if (allWithin(within, arrivals)) return PROVED;
  }
  if (places.some(({ op }) => op === 'fork' || op === 'join')) return WATCHED;
  return breach({ walk, times }, begin, to, within, ends);
}

const allWithin = (within: Within, times: Times): boolean =>
  times.every((reach) => !reach || isWithin(within, lastOf(reach)));

/** Whether every join on the way waits only for tracks that began on the way. */
function joinsOwn({ flow, regions }: Ground['walk'], inside: ReadonlySet<number>): boolean {
  const joins = [...inside].filter((at) => flow.ops[at]?.op === 'join');
  const forked = joins.length > 0 || [...inside].some((at) => flow.ops[at]?.op === 'fork');
  if (!forked) return true;
  return (
    regions.nested && joins.every((at) => regions.forks.every((each) => !each.joins.has(at) || inside.has(each.fork)))
  );
}

/** Looks for a path on which the promise is certainly broken: to an end without it, or too late. */
function breach({ walk, times }: Ground, begin: Begin, to: Found, within: Within, ends: boolean): Verdict {
  const { flow } = walk;
  const start = startAt(times, begin.at);
  if (ends) {
    const moves = (at: number) => (flow.out[at] ?? []).filter((way) => !to.hits(way));
    const isEnd = (at: number) => flow.ops[at]?.op === 'end';
    const path = isEnd(begin.at) ? [] : pathTo({ first: moves(begin.at), moves, found: (move) => isEnd(move.to) });
    if (path && isCertainAfter(walk, begin, path)) {
      return { state: 'refuted', path: toldQuickest(walk, begin, path, start) };
    }
  }
  const late = slowestPath(walk, begin, start, { stops: to.hits, tooLate: (moment) => !isWithin(within, moment) });
  if (!late || !isCertainAfter(walk, begin, late.path)) return WATCHED;
  return { state: 'refuted', path: told(flow, begin, late.path, late.times) };
}
