import { type Flow, reachableFrom, rootsOf, type Way } from './flow.ts';
import type { Found } from './promise-moment.ts';
import {
  approach,
  hopsFrom,
  isCertain,
  type Move,
  type Passage,
  passages,
  type Start,
  timesAlong,
} from './promise-path.ts';
import type { TrackRegions } from './track-regions.ts';
import type { Walkable } from './walk-flow.ts';

/** Where a run is when a moment has just happened. */
export interface Begin {
  at: number;
  /** The way by which it came there, where that is what the moment speaks of. */
  via?: Way;
}

/** All places of a moment that some run can come to, in the order of their numbers. */
export function beginsOf({ flow }: Walkable, { steps, hits }: Found): Begin[] {
  const lived = [...reachableFrom(flow, rootsOf(flow))].sort((a, b) => a - b);
  const arrivals = lived.filter((at) => steps.has(at)).map((at): Begin => ({ at }));
  const ways = lived.flatMap((from) =>
    (flow.out[from] ?? []).filter((way) => !steps.has(way.to) && hits(way)).map((via): Begin => ({ at: via.to, via })),
  );
  return [...arrivals, ...ways];
}

/** Everything that may come next. */
export const movesFrom = (flow: Flow, at: number): Move[] => [...(flow.out[at] ?? []), ...hopsFrom(flow, at)];

/** Whether somebody can certainly go this path after a moment, with all that led there. */
export function isCertainAfter({ flow }: Walkable, { at, via }: Begin, path: readonly Move[]): boolean {
  const before = approach(flow, via?.from ?? at);
  return before !== undefined && isCertain(flow, [...before, ...(via ? [via] : []), ...path]);
}

/** A path after a moment as it is told, with the earliest time at each step. */
export function toldQuickest(walk: Walkable, begin: Begin, path: readonly Move[], start: Start): Passage[] {
  const times = timesAlong(walk, path, { ...start, slowest: false });
  return told(
    walk.flow,
    begin,
    path,
    times.map(({ passed }) => passed),
  );
}

/** The same with known times. The way that the moment speaks of comes first and takes none. */
export const told = (flow: Flow, { at, via }: Begin, path: readonly Move[], times: readonly number[]): Passage[] =>
  via ? passages(flow, via.from, [via, ...path], [0, ...times]) : passages(flow, at, path, times);

/** Whether a step is inside some fork, where others run beside it. */
export const inTrack = ({ forks }: TrackRegions, at: number): boolean =>
  forks.some(({ tracks }) => tracks.some(({ members }) => members.has(at)));

/** The steps of the tracks of guards, which run beside whatever else a run does. */
export const aside = (flow: Flow): Set<number> =>
  reachableFrom(
    flow,
    flow.guards.map(({ to }) => to),
  );
