import type { Within } from '@suivi/schema';
import { reachableFrom } from './flow.ts';
import { aside, type Begin, beginsOf, isCertainAfter, movesFrom, toldQuickest } from './promise-begin.ts';
import type { Found } from './promise-moment.ts';
import { isHop, type Move, pathTo, startAt, timesAlong } from './promise-path.ts';
import { type Ground, PROVED, type Verdict, WATCHED } from './promise-verdict.ts';
import { firstOf, isWithin } from './promise-within.ts';
import { timesFrom } from './walk-flow.ts';

/** Whoever has come to `after` does not come to `never` any more, or not within this time. */
export function proveNeverAfter(ground: Ground, never: Found, after: Found, within: Within | undefined): Verdict {
  const { walk } = ground;
  if (never.event !== undefined) return WATCHED;
  if (after.event !== undefined) return afterEvent(ground, never, after.event);
  let state: Verdict = PROVED;
  for (const begin of beginsOf(walk, after)) {
    const verdict = besides(ground, never, begin.at) ? WATCHED : fromBegin(ground, never, begin, within);
    if (verdict.state === 'refuted') return verdict;
    if (verdict.state === 'watched') state = WATCHED;
  }
  return state;
}

function fromBegin({ walk, times }: Ground, never: Found, begin: Begin, within: Within | undefined): Verdict {
  const { flow } = walk;
  const start = startAt(times, begin.at);
  const found = (move: Move) => (isHop(move) ? never.steps.has(move.to) : never.hits(move));
  const path =
    begin.via && never.hits(begin.via)
      ? []
      : pathTo({ first: movesFrom(flow, begin.at), moves: (at) => movesFrom(flow, at), found });
  if (!path) return PROVED;
  if (within && path.length > 0) {
    if (isTooFar({ walk, times }, never, begin, within)) return PROVED;
    const last = timesAlong(walk, path, { ...start, slowest: false }).at(-1);
    if (path.some(isHop) || !last || !isWithin(within, last)) return WATCHED;
  }
  if (!isCertainAfter(walk, begin, path)) return WATCHED;
  return { state: 'refuted', path: toldQuickest(walk, begin, path, start) };
}

/** Whether even the quickest run comes there only when the time is over. A rule may act at any time. */
function isTooFar({ walk, times }: Ground, never: Found, { at }: Begin, within: Within): boolean {
  const { flow } = walk;
  if (flow.goals.length + flow.guards.length > 0) return false;
  const ahead = timesFrom(walk, at, startAt(times, at));
  return flow.out.every((ways, from) =>
    ways.every((way) => {
      const reach = ahead[from] && never.hits(way) ? ahead[way.to] : undefined;
      return !reach || !isWithin(within, firstOf(reach));
    }),
  );
}

/** An event may come in any wait: nothing follows it where a rule ends the run by it, or where nothing can follow at all. */
function afterEvent({ walk: { flow } }: Ground, never: Found, event: string): Verdict {
  const ends = flow.meaning.exits.some(({ on }) => on?.type === event && !on.where && !on.same);
  if (ends && flow.meaning.exits.length > 0 && flow.meaning.trigger?.on !== 'event') return PROVED;
  const enters = flow.meaning.trigger?.on === 'event' && flow.meaning.trigger.event === event;
  if (ends && !enters) return PROVED;
  const happens = never.steps.size > 0 || flow.out.some((ways) => ways.some(never.hits));
  return happens ? WATCHED : PROVED;
}

/** Whether it could happen on a track that runs beside: that of a guard, or another one of a fork. */
function besides({ walk: { flow, regions } }: Ground, never: Found, at: number): boolean {
  const happensIn = (places: Iterable<number>) =>
    [...places].some((place) => never.steps.has(place) || (flow.out[place] ?? []).some(never.hits));
  if (aside(flow).has(at) && flow.entry !== undefined) {
    if (happensIn(reachableFrom(flow, [flow.entry, ...flow.goals.map(({ to }) => to)]))) return true;
  }
  return regions.forks.some(
    ({ tracks }) =>
      tracks.some(({ members }) => members.has(at)) &&
      tracks.some(({ members }) => !members.has(at) && happensIn(members)),
  );
}
