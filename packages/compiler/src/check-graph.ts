import type { Diagnostic, Exit, Journey, NodeId, PortId } from '@suivi/schema';
import { type KnownNode, wordsOf } from './check-nodes.ts';

/** Where each port of each known node leads, fallbacks resolved. */
export type Exits = Map<NodeId, Map<PortId, Exit>>;

/** Looks at wires and ports: every port without a fallback leads to exactly one existing node. */
export function checkGraph(
  journey: Journey,
  known: Map<NodeId, KnownNode>,
): { exits: Exits; diagnostics: Diagnostic[] } {
  const diagnostics = checkWires(journey, known);
  const exits: Exits = new Map();
  for (const node of known.values()) {
    const wired = new Map<PortId, NodeId[]>();
    for (const wire of Object.values(journey.wires)) {
      if (wire.from === node.id && journey.nodes[wire.to])
        wired.set(wire.port, [...(wired.get(wire.port) ?? []), wire.to]);
    }
    const ports = node.definition.ports(node.config);
    const own = new Map<PortId, Exit>();
    for (const port of ports) {
      const targets = wired.get(port.id) ?? (port.fallback ? wired.get(port.fallback) : undefined) ?? [];
      const label = wordsOf(node.definition, `port.${port.id}`);
      const [to] = targets;
      if (to === undefined) {
        diagnostics.push({
          code: 'PORT_OPEN',
          severity: 'error',
          node: node.id,
          field: port.id,
          params: { port: label },
        });
      } else {
        own.set(port.id, { port: port.id, to });
      }
      if (targets.length > 1) {
        const params = { port: label, count: targets.length };
        diagnostics.push({ code: 'PORT_TWICE', severity: 'error', node: node.id, field: port.id, params });
      }
    }
    for (const port of wired.keys()) {
      if (ports.some((p) => p.id === port)) continue;
      diagnostics.push({ code: 'PORT_UNKNOWN', severity: 'error', node: node.id, field: port, params: { port } });
    }
    exits.set(node.id, own);
  }
  return { exits, diagnostics };
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
    } else if (known.get(wire.to)?.definition.trigger) {
      diagnostics.push({ code: 'WIRE_INTO_TRIGGER', severity: 'error', node: wire.to, params: {} });
    }
  }
  return diagnostics;
}

/** One trigger, at least one exit, every node reachable from the trigger. */
export function checkShape(
  known: Map<NodeId, KnownNode>,
  exits: Exits,
): { entry?: KnownNode; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const nodes = [...known.values()];
  const triggers = nodes.filter((node) => node.definition.trigger);
  const [entry] = triggers;
  if (!entry) diagnostics.push({ code: 'TRIGGER_MISSING', severity: 'error', params: {} });
  if (triggers.length > 1) {
    const count = triggers.length;
    for (const extra of triggers.slice(1)) {
      diagnostics.push({ code: 'TRIGGER_SEVERAL', severity: 'error', node: extra.id, params: { count } });
    }
  }
  if (!nodes.some((node) => node.definition.category === 'exit')) {
    diagnostics.push({ code: 'EXIT_MISSING', severity: 'error', params: {} });
  }
  if (!entry) return { diagnostics };
  const reached = reachable(entry.id, exits);
  for (const node of nodes) {
    if (reached.has(node.id) || node.definition.trigger) continue;
    diagnostics.push({ code: 'NODE_UNREACHABLE', severity: 'error', node: node.id, params: {} });
  }
  return { entry, diagnostics };
}

/** All nodes that some path from `start` visits, itself included. */
export function reachable(start: NodeId, exits: Exits): Set<NodeId> {
  const seen = new Set([start]);
  for (const id of seen) for (const exit of exits.get(id)?.values() ?? []) seen.add(exit.to);
  return seen;
}

/** All nodes from which some path leads to `target`, itself excluded unless it lies on a loop. */
export function ancestors(target: NodeId, exits: Exits): Set<NodeId> {
  const found = new Set<NodeId>();
  let grew = true;
  while (grew) {
    grew = false;
    for (const [id, ports] of exits) {
      if (found.has(id)) continue;
      if ([...ports.values()].some((exit) => exit.to === target || found.has(exit.to))) {
        found.add(id);
        grew = true;
      }
    }
  }
  return found;
}
