import {
  type ApprovalNeed,
  contentHash,
  type Diagnostic,
  type Journey,
  MINUTE,
  type NodeId,
  type Op,
  type Plan,
  type PlanHash,
} from '@suivi/schema';
import { approvalNeeds, textHash } from './approval-needs.ts';
import { checkGraph, type Exits } from './check-graph.ts';
import { checkLoops } from './check-loops.ts';
import { checkNodes, type KnownNode } from './check-nodes.ts';
import { checkShape } from './check-shape.ts';
import { checkWindows } from './time-windows.ts';

export interface Compiled {
  /** Findings about the whole journey first. */
  diagnostics: Diagnostic[];
  /** Texts to be approved, as far as their nodes are sound. */
  needs: ApprovalNeed[];
  /** Present when there is no diagnostic of severity error. */
  plan?: Plan;
}

/**
 * Compiles a journey to its plan. Pure and total: whatever a draft holds, the answer is diagnostics.
 * @param id the journey's id, which becomes part of the plan and so of its hash.
 */
export function compile(journey: Journey, id = 'draft'): Compiled {
  const nodes = checkNodes(journey);
  const graph = checkGraph(journey, nodes.known);
  const shape = checkShape(journey, nodes.known);
  const lowered = lowerAll(nodes.known, graph.exits);
  const trigger = shape.entry?.sound ? shape.entry.definition.trigger?.(shape.entry.config) : undefined;
  const needs = approvalNeeds(nodes.known, graph.exits, lowered, trigger);
  const ops = Object.fromEntries(lowered);
  const windows = shape.entry && lowered.has(shape.entry.id) ? checkWindows({ entry: shape.entry.id, ops }) : [];
  const diagnostics = [
    ...shape.diagnostics,
    ...nodes.diagnostics,
    ...graph.diagnostics,
    ...checkLoops(ops),
    ...windows,
  ];
  diagnostics.sort((a, b) => Number(a.node !== undefined) - Number(b.node !== undefined));
  if (!shape.entry || !trigger || diagnostics.some((d) => d.severity === 'error')) return { diagnostics, needs };
  const plan: Plan = {
    v: 1,
    journey: id,
    zone: journey.zone,
    entry: shape.entry.id,
    trigger,
    ops,
    listens: [
      ...new Set(Object.values(ops).flatMap((op) => (op.op === 'wait' ? op.events.map((e) => e.type) : []))),
    ].sort(),
    testOnly: shortest(ops) < MINUTE,
  };
  return { diagnostics, needs, plan };
}

/** The key of a plan: sha256 of its canonical JSON. */
export const planHash = (plan: Plan): PlanHash => contentHash(plan);

/** Lowers every node that is sound and fully wired; the others stay out until their errors are mended. */
function lowerAll(known: Map<NodeId, KnownNode>, exits: Exits): Map<NodeId, Op> {
  const ops = new Map<NodeId, Op>();
  for (const node of known.values()) {
    const own = exits.get(node.id);
    if (!node.sound || node.definition.ports(node.config).some((port) => !own?.has(port.id))) continue;
    const texts = new Map(node.definition.patientText(node.config).map(({ part, text }) => [part, textHash(text)]));
    const op = node.definition.lower(node.config, {
      id: node.id,
      port: (port) => own?.get(port) ?? { port, to: node.id },
      contentHash: (part) => texts.get(part) ?? '',
    });
    ops.set(node.id, op);
  }
  return ops;
}

function shortest(ops: Record<string, Op>): number {
  const lengths = Object.values(ops).flatMap((op) => {
    if (op.op !== 'wait' || !op.until) return [];
    return 'after' in op.until.deadline ? [op.until.deadline.after] : [op.until.deadline.sinceEntry];
  });
  return Math.min(Number.POSITIVE_INFINITY, ...lengths);
}
