import type { NodeDefinition } from '@suivi/nodes';
import type { Journey, SingleCommand } from '@suivi/schema';

/**
 * The edit that gives a node another config. Wires from ports that it no longer has go with it, so that undo brings both
 * back. A config that was brought up to a newer version takes the version along, which only adding the node anew does.
 */
export function configCommands(
  doc: Journey,
  id: string,
  config: Record<string, unknown>,
  definition: NodeDefinition,
): SingleCommand[] {
  const node = doc.nodes[id];
  if (!node) return [];
  const { version } = definition;
  const ports = new Set(definition.ports(config).map((port) => port.id));
  const gone = new Set(
    definition
      .ports(definition.upgrade(node.config, node.version))
      .map((port) => port.id)
      .filter((port) => !ports.has(port)),
  );
  const loose = Object.entries(doc.wires).filter(([, wire]) => wire.from === id && gone.has(wire.port));
  return [
    node.version === version
      ? { do: 'setConfig', id, config }
      : { do: 'addNode', id, node: { ...node, config, version }, at: doc.layout[id] ?? { x: 0, y: 0 } },
    ...loose.map(([wire]): SingleCommand => ({ do: 'disconnect', id: wire })),
  ];
}
