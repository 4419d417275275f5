import type { NodeId, PortId, Words } from '@suivi/schema';
import { nameIn, type Side } from './diff-side.ts';
import type { Change, Target } from './journey-change.ts';
import { portName, type ReadNode } from './read-node.ts';

/** The ports of a node that lead somewhere else than before, in the order of its ports. What a wire is called says nothing. */
export function rewirings(id: NodeId, name: Words, before: Side, after: Side): Change[] {
  const then = before.wires.get(id);
  const now = after.wires.get(id);
  const read = after.nodes.get(id);
  if (!read) return [];
  return portsOf(read, then, now).flatMap((port): Change[] => {
    const [from, to] = [then?.get(port) ?? [], now?.get(port) ?? []];
    if (from.join() === to.join()) return [];
    const named = read.ports.some((each) => each.id === port) ? read : (before.nodes.get(id) ?? read);
    return [
      {
        kind: 'rewired',
        node: id,
        name,
        port,
        label: portName(named, port),
        from: from.map((to) => target(before, to)),
        to: to.map((to) => target(after, to)),
      },
    ];
  });
}

type Ports = Map<PortId, NodeId[]>;

function portsOf(read: ReadNode, then: Ports | undefined, now: Ports | undefined): PortId[] {
  const drawn = [...(now?.keys() ?? []), ...(then?.keys() ?? [])].sort();
  return [...new Set([...read.ports.map(({ id }) => id).filter((id) => drawn.includes(id)), ...drawn])];
}

const target = (side: Side, node: NodeId): Target => ({ node, name: nameIn(side, node) });
