import type { NodeDefinition } from '@suivi/nodes';
import type { Diagnostic, Exit, Journey, NodeId, PortId, Words } from '@suivi/schema';
import type { KnownNode } from './check-nodes.ts';

/** Where each port of each known node leads, fallbacks resolved. */
export type Exits = Map<NodeId, Map<PortId, Exit>>;

/**
 * Looks at wires and ports: every port without a fallback leads to exactly one existing node. `open`: the nodes with a
 * port that leads nowhere.
 */
export function checkGraph(
  journey: Journey,
  known: Map<NodeId, KnownNode>,
): { exits: Exits; open: Set<NodeId>; diagnostics: Diagnostic[] } {
  const diagnostics = checkWires(journey, known);
  const exits: Exits = new Map();
  const open = new Set<NodeId>();
  const targetsOf = wiresByPort(journey);
  for (const node of known.values()) {
    const wired = targetsOf.get(node.id) ?? new Map<PortId, NodeId[]>();
    const ports = node.definition.ports(node.config);
    const own = new Map<PortId, Exit>();
    for (const port of ports) {
      const targets = wired.get(port.id) ?? (port.fallback ? wired.get(port.fallback) : undefined) ?? [];
      const [to] = targets;
      if (to === undefined) {
        open.add(node.id);
        diagnostics.push({
          code: 'PORT_OPEN',
          severity: 'error',
          node: node.id,
          field: port.id,
          params: { port: labelOf(node, port.id) },
        });
      } else {
        own.set(port.id, { port: port.id, to });
      }
      if (targets.length > 1) {
        const params = { port: labelOf(node, port.id), count: targets.length };
        diagnostics.push({ code: 'PORT_TWICE', severity: 'error', node: node.id, field: port.id, params });
      }
    }
    for (const port of wired.keys()) {
      if (ports.some((p) => p.id === port)) continue;
      diagnostics.push({ code: 'PORT_UNKNOWN', severity: 'error', node: node.id, field: port, params: { port } });
    }
    exits.set(node.id, own);
  }
  return { exits, open, diagnostics };
}

export const labelOf = ({ definition, config }: KnownNode, port: PortId): Words => ({
  zh: definition.portLabel(config, port, 'zh'),
  en: definition.portLabel(config, port, 'en'),
});

/** The wires between existing nodes, by node and port. */
function wiresByPort(journey: Journey): Map<NodeId, Map<PortId, NodeId[]>> {
  const byNode = new Map<NodeId, Map<PortId, NodeId[]>>();
  for (const { from, port, to } of Object.values(journey.wires)) {
    if (!journey.nodes[from] || !journey.nodes[to]) continue;
    const ports = byNode.get(from) ?? new Map<PortId, NodeId[]>();
    const targets = ports.get(port) ?? [];
    targets.push(to);
    byNode.set(from, ports.set(port, targets));
  }
  return byNode;
}

function checkWires(journey: Journey, known: Map<NodeId, KnownNode>): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const wire of Object.values(journey.wires)) {
    if (!journey.nodes[wire.to] || !journey.nodes[wire.from]) {
      const node = journey.nodes[wire.from] ? wire.from : wire.to;
      diagnostics.push({
        code: 'WIRE_DANGLING',
        severity: 'error',
        params: {},
        ...(journey.nodes[node] ? { node } : {}),
      });
    } else if (isRoot(known.get(wire.to)?.definition)) {
      diagnostics.push({ code: 'WIRE_INTO_TRIGGER', severity: 'error', node: wire.to, params: {} });
    }
  }
  return diagnostics;
}

/** Triggers and rules begin by themselves. */
const isRoot = (definition: NodeDefinition | undefined): boolean =>
  definition?.trigger !== undefined || definition?.rule !== undefined;
