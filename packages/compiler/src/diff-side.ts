import type { Journey, NodeId, PortId, Words } from '@suivi/schema';
import { nodeNames } from './node-names.ts';
import { type ReadNode, readNodes } from './read-node.ts';

/** One of two journeys that are compared, read once. */
export interface Side {
  journey: Journey;
  nodes: Map<NodeId, ReadNode>;
  names: Map<NodeId, Words>;
  /** Where each port of each node leads; several wires from one port are sorted by where they lead. */
  wires: Map<NodeId, Map<PortId, NodeId[]>>;
}

export function sideOf(journey: Journey): Side {
  const nodes = readNodes(journey);
  return { journey, nodes, names: nodeNames(journey, nodes), wires: wiresOf(journey) };
}

/** A wire may lead to a node that is not there; its id is all there is to say. */
export const nameIn = ({ names }: Side, id: NodeId): Words => names.get(id) ?? { zh: id, en: id };

function wiresOf({ wires }: Journey): Side['wires'] {
  const nodes: Side['wires'] = new Map();
  for (const { from, port, to } of Object.values(wires)) {
    const ports = nodes.get(from) ?? new Map<PortId, NodeId[]>();
    ports.set(port, [...(ports.get(port) ?? []), to].sort());
    nodes.set(from, ports);
  }
  return nodes;
}
