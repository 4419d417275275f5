import { type ApprovalNeed, contentHash, type NodeId, type Op, type PortId, type Trigger } from '@suivi/schema';
import type { Exits } from './check-graph.ts';
import type { KnownNode } from './check-nodes.ts';
import { components } from './components.ts';

/** Named in every approval: a signature says by which rule its hashes were taken. */
export const APPROVAL_ALGORITHM = 'suivi.approval/1';

/** Hash of one patient-visible text. The outbox refuses a text whose hash nobody signed. */
export const textHash = (text: string): `sha256:${string}` => contentHash({ algorithm: APPROVAL_ALGORITHM, text });

/**
 * The texts of a journey with the two hashes that a signature binds: the content, and the context in which the
 * patient gets it, that is the trigger, the meaning of the node and of every step that leads to it. Layout, names,
 * steps further down and other branches are not part of it, so editing them voids nothing.
 */
export function approvalNeeds(
  known: Map<NodeId, KnownNode>,
  exits: Exits,
  lowered: Map<NodeId, Op>,
  trigger: Trigger | undefined,
): ApprovalNeed[] {
  const needs: ApprovalNeed[] = [];
  const before = predecessors(exits);
  const ways = waysThere(exits, before, lowered);
  for (const node of known.values()) {
    const texts = node.definition.patientText(node.config);
    if (texts.length === 0) continue;
    const context = contentHash({
      algorithm: APPROVAL_ALGORITHM,
      trigger,
      node: withoutExits(lowered.get(node.id)),
      from: arrivals(before.get(node.id), ways),
    });
    for (const { part, text } of texts) {
      needs.push({ node: node.id, part, text, contentHash: textHash(text), contextHash: context });
    }
  }
  return needs;
}

interface Arrival {
  from: NodeId;
  port: PortId;
}

function predecessors(exits: Exits): Map<NodeId, Arrival[]> {
  const before = new Map<NodeId, Arrival[]>();
  for (const [from, ports] of exits) {
    for (const { port, to } of ports.values()) {
      const known = before.get(to) ?? [];
      known.push({ from, port });
      before.set(to, known);
    }
  }
  return before;
}

/**
 * For every node a hash over itself and everything that leads to it. Each hash is taken over those of the steps right
 * before (nodes of one loop share theirs), so that the work grows with the journey and not with its square.
 */
function waysThere(exits: Exits, before: Map<NodeId, Arrival[]>, lowered: Map<NodeId, Op>): Map<NodeId, string> {
  const ways = new Map<NodeId, string>();
  for (const loop of components(exits.keys(), (id) => (before.get(id) ?? []).map(({ from }) => from))) {
    const steps = loop.sort().map((id) => {
      const op = lowered.get(id);
      return { id, op: op ? withoutTargets(op) : null, from: arrivals(before.get(id), ways) };
    });
    const hash = contentHash(steps);
    for (const id of loop) ways.set(id, hash);
  }
  return ways;
}

/** Each way in, in an order that no key order can change. A step of the same loop has no hash yet and is named. */
const arrivals = (from: readonly Arrival[] | undefined, ways: Map<NodeId, string>): string[] =>
  (from ?? []).map((arrival) => `${arrival.port} ${ways.get(arrival.from) ?? arrival.from}`).sort();

/** Where the run goes after the message does not change what the patient reads. */
function withoutExits(op: Op | undefined): unknown {
  if (op?.op !== 'act') return op ?? null;
  return { op: op.op, kind: op.kind, with: op.with };
}

/** That a step before has another way out is part of how the patient gets here; where that one leads is not. */
function withoutTargets(op: Op): unknown {
  switch (op.op) {
    case 'begin':
    case 'end':
      return { op: op.op };
    case 'act': {
      const outcomes = Object.fromEntries(Object.entries(op.outcomes).map(([outcome, { port }]) => [outcome, port]));
      return { op: op.op, kind: op.kind, with: op.with, outcomes, next: op.next.port };
    }
    case 'wait': {
      const until = op.until && { deadline: op.until.deadline, port: op.until.port };
      const events = op.events.map(({ type, where, port }) => ({ type, where, port }));
      return { op: op.op, until, events, lookBack: op.lookBack };
    }
  }
}
