import { type NodeDefinition, nodeDefinition } from '@suivi/nodes';
import type { Diagnostic, Journey, NodeId } from '@suivi/schema';
import type { KnownNode } from './check-nodes.ts';

/** One trigger, at least one exit, every node reachable from the trigger or from a rule for the whole journey. */
export function checkShape(
  journey: Journey,
  known: Map<NodeId, KnownNode>,
): { entry?: KnownNode; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const ofKind = (is: (definition: NodeDefinition) => boolean) =>
    Object.keys(journey.nodes).filter((id) => {
      const definition = nodeDefinition(journey.nodes[id]?.type ?? '');
      return definition !== undefined && is(definition);
    });
  const triggers = ofKind((definition) => definition.trigger !== undefined);
  const [first] = triggers;
  if (first === undefined) diagnostics.push({ code: 'TRIGGER_MISSING', severity: 'error', params: {} });
  for (const extra of triggers.slice(1)) {
    const params = { count: triggers.length };
    diagnostics.push({ code: 'TRIGGER_SEVERAL', severity: 'error', node: extra, params });
  }
  if (ofKind(isWayOut).length === 0) {
    diagnostics.push({ code: 'EXIT_MISSING', severity: 'error', params: {} });
  }
  if (first === undefined) return { diagnostics };
  const rules = ofKind((definition) => definition.rule !== undefined);
  const reached = reachable(journey, [...triggers, ...rules]);
  for (const id of known.keys()) {
    if (!reached.has(id)) diagnostics.push({ code: 'NODE_UNREACHABLE', severity: 'error', node: id, params: {} });
  }
  const entry = known.get(first);
  return entry ? { entry, diagnostics } : { diagnostics };
}

/** A rule may never act and a guard end leads back: neither is where a patient arrives. */
const isWayOut = (definition: NodeDefinition): boolean =>
  definition.category === 'exit' && !definition.rule && !definition.endsTrack;

/**
 * All nodes that some wire path from `starts` visits. Follows the wires as drawn, also through nodes that cannot be
 * lowered yet: one mistake early on must not report everything after it.
 */
function reachable(journey: Journey, starts: readonly NodeId[]): Set<NodeId> {
  const next = new Map<NodeId, NodeId[]>();
  for (const { from, to } of Object.values(journey.wires)) {
    const targets = next.get(from) ?? [];
    targets.push(to);
    next.set(from, targets);
  }
  const seen = new Set(starts);
  for (const id of seen) for (const to of next.get(id) ?? []) seen.add(to);
  return seen;
}
