import { apply, type Journey, type SingleCommand } from '@suivi/schema';

/**
 * Removes nodes and wires. Where a node has one wire in and one out, the two become one: deleting a step in the
 * middle of a chain leaves the chain whole.
 */
export function remove(doc: Journey, nodes: readonly string[], wires: readonly string[] = []): SingleCommand[] {
  const commands: SingleCommand[] = [];
  let current = doc;
  const push = (...more: SingleCommand[]) => {
    commands.push(...more);
    current = more.reduce(apply, current);
  };
  for (const id of wires) if (current.wires[id]) push({ do: 'disconnect', id });
  for (const id of nodes) {
    if (!current.nodes[id]) continue;
    const healed = heal(current, id);
    push({ do: 'removeNode', id }, ...(healed ? [healed] : []));
  }
  return commands;
}

function heal(doc: Journey, id: string): SingleCommand | undefined {
  const into = Object.entries(doc.wires).filter(([, wire]) => wire.to === id);
  const out = Object.values(doc.wires).filter((wire) => wire.from === id);
  const [only] = into;
  const [next] = out;
  if (into.length !== 1 || out.length !== 1 || !only || !next) return undefined;
  const [wireId, before] = only;
  if (before.from === id || next.to === id || before.from === next.to) return undefined;
  return { do: 'connect', id: wireId, wire: { ...before, to: next.to } };
}

/** Connects a port; a wire it already has is replaced, keeping its id, because a port has one wire. */
export function connect(doc: Journey, from: string, port: string, to: string, freshId: string): SingleCommand[] {
  const [old, ...extra] = Object.entries(doc.wires).filter(([, wire]) => wire.from === from && wire.port === port);
  return [
    ...extra.map(([id]): SingleCommand => ({ do: 'disconnect', id })),
    { do: 'connect', id: old?.[0] ?? freshId, wire: { from, port, to } },
  ];
}
