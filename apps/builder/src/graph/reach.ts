import type { Journey } from '@suivi/schema';

/** Every node that can be reached from `start` over wires, itself included. */
export function reachable(doc: Journey, start: string): Set<string> {
  const next = new Map<string, string[]>();
  for (const wire of Object.values(doc.wires)) next.set(wire.from, [...(next.get(wire.from) ?? []), wire.to]);
  const seen = new Set([start]);
  const stack = [start];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (const to of next.get(node) ?? []) {
      if (seen.has(to)) continue;
      seen.add(to);
      stack.push(to);
    }
  }
  return seen;
}

/** Nodes in the order a person reads them: top to bottom, then left to right; triggers first. */
export function readingOrder(doc: Journey): string[] {
  return Object.keys(doc.nodes).sort((a, b) => {
    const [one, two] = [doc.layout[a], doc.layout[b]];
    return (one?.y ?? 0) - (two?.y ?? 0) || (one?.x ?? 0) - (two?.x ?? 0) || (a < b ? -1 : 1);
  });
}
