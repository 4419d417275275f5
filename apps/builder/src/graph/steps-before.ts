import type { Journey } from '@suivi/schema';

/** Every node from which a patient can come to `target`; the node itself only if a loop leads back to it. */
export function stepsBefore(doc: Journey, target: string): Set<string> {
  const before = new Map<string, string[]>();
  for (const wire of Object.values(doc.wires)) before.set(wire.to, [...(before.get(wire.to) ?? []), wire.from]);
  const seen = new Set<string>();
  const stack = [...(before.get(target) ?? [])];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    stack.push(...(before.get(node) ?? []));
  }
  return seen;
}
