import type { Journey, NodeId, PortId } from '@suivi/schema';

type Drawn = Pick<Journey, 'wires'>;

/**
 * The places that the run came to from which a drawn way leads to `goal` without passing another one of them, each
 * with the ports to take there, shortest way first.
 */
export function waysTo(document: Drawn, goal: NodeId, visited: ReadonlySet<NodeId>): Map<NodeId, PortId[]> {
  const ways = new Map<NodeId, PortId[]>();
  const seen = new Set([goal]);
  let front = [goal];
  while (front.length > 0) {
    const next: NodeId[] = [];
    for (const at of front) {
      for (const { from, port, to } of Object.values(document.wires)) {
        if (to !== at) continue;
        if (visited.has(from)) {
          const ports = ways.get(from) ?? [];
          if (!ports.includes(port)) ways.set(from, [...ports, port]);
        } else if (!seen.has(from)) {
          seen.add(from);
          next.push(from);
        }
      }
    }
    front = next;
  }
  return ways;
}

/** Every node that wires lead to from here. */
export function reachable(document: Drawn, from: NodeId): Set<NodeId> {
  const reached = new Set<NodeId>();
  const front = [from];
  for (let at = front.pop(); at !== undefined; at = front.pop()) {
    for (const wire of Object.values(document.wires)) {
      if (wire.from !== at || reached.has(wire.to)) continue;
      reached.add(wire.to);
      front.push(wire.to);
    }
  }
  return reached;
}
