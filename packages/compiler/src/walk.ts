import type { NodeId } from '@suivi/schema';

/** Where the wires of a journey lead from each node, each target once. */
export type Ways = Map<NodeId, NodeId[]>;

/** The same ways walked backwards. */
export function turned(ways: Ways): Ways {
  const back: Ways = new Map();
  for (const [from, targets] of ways) {
    for (const to of targets) {
      const sources = back.get(to);
      if (sources) sources.push(from);
      else back.set(to, [from]);
    }
  }
  return back;
}

/** All nodes after at least one step from `start`, those nearest first: one list per distance. `start` itself where a loop leads back. */
export function byDistance(ways: Ways, start: NodeId): NodeId[][] {
  const seen = new Set<NodeId>();
  const levels: NodeId[][] = [];
  for (let level = [start]; level.length > 0; ) {
    const next: NodeId[] = [];
    for (const at of level) {
      for (const to of ways.get(at) ?? []) {
        if (seen.has(to)) continue;
        seen.add(to);
        next.push(to);
      }
    }
    if (next.length > 0) levels.push(next);
    level = next;
  }
  return levels;
}
