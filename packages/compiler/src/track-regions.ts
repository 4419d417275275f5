import type { PortId } from '@suivi/schema';
import { type Flow, rootsOf } from './flow.ts';

/** One fork and what belongs to each of its tracks. */
export interface ForkRegion {
  fork: number;
  tracks: { port: PortId; members: Set<number> }[];
  /** Where its tracks come together. */
  joins: Set<number>;
}

export interface TrackRegions {
  /** False where some step is inside a fork by one path and outside it by another, so that no nesting can be told. */
  nested: boolean;
  forks: ForkRegion[];
}

/**
 * The steps that run in parallel: from each way out of a fork to the join that closes it. Where forks do not nest, a
 * track is everything that it leads to.
 */
export function trackRegions(flow: Flow): TrackRegions {
  const forks = flow.ops.flatMap((op, at) => (op.op === 'fork' ? [at] : []));
  if (forks.length === 0) return { nested: true, forks: [] };
  const { depth, nested } = depths(flow);
  return { nested, forks: forks.map((fork) => regionOf(flow, fork, nested ? depth : undefined)) };
}

function regionOf(flow: Flow, fork: number, depth: Int32Array | undefined): ForkRegion {
  const joins = new Set<number>();
  const closes = (at: number) => flow.ops[at]?.op === 'join' && (!depth || (depth[at] ?? 0) === (depth[fork] ?? 0) + 1);
  const tracks = (flow.out[fork] ?? []).map(({ port, to }) => {
    const members = new Set([to]);
    for (const at of members) {
      const closed = closes(at);
      if (closed) joins.add(at);
      if (closed && depth) {
        members.delete(at);
        continue;
      }
      for (const way of flow.out[at] ?? []) if (!(depth && joins.has(way.to))) members.add(way.to);
    }
    return { port, members };
  });
  return { fork, tracks, joins };
}

/** How many forks are open at each step, by the first path that leads there. */
function depths(flow: Flow): { depth: Int32Array; nested: boolean } {
  const depth = new Int32Array(flow.ops.length).fill(-1);
  let nested = true;
  const open = rootsOf(flow);
  for (const root of open) depth[root] = 0;
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const here = depth[at] ?? 0;
    const op = flow.ops[at]?.op;
    const there = op === 'fork' ? here + 1 : op === 'join' ? Math.max(0, here - 1) : here;
    for (const { to } of flow.out[at] ?? []) {
      if (depth[to] === -1) {
        depth[to] = there;
        open.push(to);
      } else if (depth[to] !== there) nested = false;
    }
  }
  return { depth, nested };
}
