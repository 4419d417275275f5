import { type ApprovalNeed, contentHash, type NodeId, type Op, type PortId, type Trigger } from '@suivi/schema';
import type { Exits } from './check-graph.ts';
import type { KnownNode } from './check-nodes.ts';
import { components } from './components.ts';
import type { Lowered } from './lower.ts';
import { APPROVAL_ALGORITHM, textHash } from './text-hash.ts';

/**
 * The texts of a journey with the two hashes that a signature binds: the content, and the context in which the
 * patient gets it, that is the trigger, the meaning of the node and of every step that leads to it (not the wording of
 * earlier texts, which are signed by themselves). Layout, names,
 * steps further down and other branches are not part of it, so editing them voids nothing.
 */
export function approvalNeeds(
  known: Map<NodeId, KnownNode>,
  exits: Exits,
  lowered: Pick<Lowered, 'nodes' | 'exits' | 'guards'>,
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
      node: withoutExits(lowered.nodes.get(node.id)),
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
function waysThere(
  exits: Exits,
  before: Map<NodeId, Arrival[]>,
  lowered: Pick<Lowered, 'nodes' | 'exits' | 'guards'>,
): Map<NodeId, string> {
  const ways = new Map<NodeId, string>();
  const rules = new Map([...lowered.exits, ...lowered.guards].map((rule) => [rule.node, rule]));
  for (const loop of components(exits.keys(), (id) => (before.get(id) ?? []).map(({ from }) => from))) {
    const steps = loop.sort().map((id) => {
      const meaning = rules.get(id) ?? lowered.nodes.get(id) ?? null;
      return { id, op: withoutTargets(meaning, wording), from: arrivals(before.get(id), ways) };
    });
    const hash = contentHash(steps);
    for (const id of loop) ways.set(id, hash);
  }
  return ways;
}

/**
 * How an earlier text is worded is not part of how the patient gets this one: it has a signature of its own, and mending
 * a comma in the first message must not void the sixty that follow.
 */
const wording: Leaf = (value) => (typeof value === 'string' && value.startsWith('sha256:') ? 'text' : value);

type Leaf = (value: unknown) => unknown;

/** Each way in, in an order that no key order can change. A step of the same loop has no hash yet and is named. */
const arrivals = (from: readonly Arrival[] | undefined, ways: Map<NodeId, string>): string[] =>
  (from ?? []).map((arrival) => `${arrival.port} ${ways.get(arrival.from) ?? arrival.from}`).sort();

/** Where the run goes after the message does not change what the patient reads. */
function withoutExits(ops: readonly Op[] | undefined): unknown {
  return (ops ?? []).map((op) => (op.op === 'act' ? { op: op.op, kind: op.kind, with: op.with } : withoutTargets(op)));
}

/**
 * That a step before has another way out is part of how the patient gets here; where that one leads is not, nor what
 * the step is called.
 */
function withoutTargets(meaning: unknown, leaf: Leaf = (value) => value): unknown {
  if (typeof meaning !== 'object' || meaning === null) return leaf(meaning);
  if (Array.isArray(meaning)) return meaning.map((each: unknown) => withoutTargets(each, leaf));
  const { node: _, ...rest } = meaning as Record<string, unknown>;
  const { to, ...own } = rest;
  // Only an exit has both; `to` elsewhere is a value that is set.
  const kept = 'port' in rest ? own : { ...own, ...(to === undefined ? {} : { to }) };
  return Object.fromEntries(Object.entries(kept).map(([key, value]) => [key, withoutTargets(value, leaf)]));
}
