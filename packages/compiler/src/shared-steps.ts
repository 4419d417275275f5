import type { Flow } from './flow.ts';
import type { TrackRegions } from './track-regions.ts';

/** Every track that ends by itself may be the one that a join of its fork still waits for. */
export function joinsAfterEnds(flow: Flow, { forks }: TrackRegions): Map<number, number[]> {
  const joins = new Map<number, number[]>();
  for (const { tracks, joins: own } of forks) {
    if (own.size === 0) continue;
    for (const { members } of tracks) {
      for (const at of members) {
        const op = flow.ops[at];
        if (op?.op !== 'end' || !op.track) continue;
        joins.set(at, [...new Set([...(joins.get(at) ?? []), ...own])]);
      }
    }
  }
  return joins;
}

/** The steps that more than one track of a run may be at: those of guards, and those that tracks of a fork share. */
export function sharedSteps(flow: Flow, { forks }: TrackRegions): Set<number> {
  const shared = new Set(flow.guards.map(({ to }) => to));
  for (const at of shared) for (const { to } of flow.out[at] ?? []) shared.add(to);
  for (const { tracks } of forks) {
    const seen = new Set<number>();
    for (const { members } of tracks) {
      for (const at of members) {
        if (seen.has(at)) shared.add(at);
        seen.add(at);
      }
    }
  }
  return shared;
}
