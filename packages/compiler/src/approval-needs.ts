import {
  type ApprovalNeed,
  canonicalJson,
  contentHash,
  jsonHash,
  type NodeId,
  type Op,
  type PortId,
  type Trigger,
} from '@suivi/schema';
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
  lowered: Pick<Lowered, 'nodes' | 'exits' | 'goals' | 'guards'>,
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
  lowered: Pick<Lowered, 'nodes' | 'exits' | 'goals' | 'guards'>,
): Map<NodeId, string> {
  const ways = new Map<NodeId, string>();
  const rules = new Map<NodeId, unknown>(
    [...lowered.exits, ...lowered.goals, ...lowered.guards].map((rule) => [rule.node, rule]),
  );
  for (const loop of components(exits.keys(), (id) => (before.get(id) ?? []).map(({ from }) => from))) {
    const steps = loop.sort().map((id) => {
      const meaning = rules.get(id) ?? lowered.nodes.get(id) ?? null;
      const from = canonicalJson(arrivals(before.get(id), ways));
      return `{"from":${from},"id":${JSON.stringify(id)},"op":${toldWithoutTargets(meaning)}}`;
    });
    const hash = jsonHash(`[${steps.join(',')}]`);
    for (const id of loop) ways.set(id, hash);
  }
  return ways;
}

/** Each way in, in an order that no key order can change. A step of the same loop has no hash yet and is named. */
const arrivals = (from: readonly Arrival[] | undefined, ways: Map<NodeId, string>): string[] =>
  (from ?? []).map((arrival) => `${arrival.port} ${ways.get(arrival.from) ?? arrival.from}`).sort();

/** Where the run goes after the message does not change what the patient reads. */
function withoutExits(ops: readonly Op[] | undefined): unknown {
  return (ops ?? []).map((op) => (op.op === 'act' ? { op: op.op, kind: op.kind, with: op.with } : withoutTargets(op)));
}

/**
 * That a step before has another way out is part of how the patient gets here; where that one leads is not, nor what
 * the step is called. Only an exit has both `port` and `to`; elsewhere `to` is a value that is set.
 */
function withoutTargets(meaning: unknown): unknown {
  if (typeof meaning !== 'object' || meaning === null) return meaning;
  if (Array.isArray(meaning)) return meaning.map(withoutTargets);
  const kept = Object.entries(meaning).filter(([key]) => key !== 'node' && !(key === 'to' && 'port' in meaning));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutTargets(value)]));
}

/**
 * The canonical JSON of the same, written in one go: most of what there is to hash. How an earlier text is worded is left
 * out as well: it has a signature of its own, and mending a comma in the first message must not void the sixty that follow.
 */
function toldWithoutTargets(meaning: unknown): string {
  if (typeof meaning === 'string' && meaning.startsWith('sha256:')) return '"text"';
  if (typeof meaning !== 'object' || meaning === null) return JSON.stringify(meaning) ?? 'null';
  if (Array.isArray(meaning)) return `[${meaning.map(toldWithoutTargets).join(',')}]`;
  const own = meaning as Record<string, unknown>;
  const isExit = 'port' in own;
  let told = '';
  for (const key of Object.keys(own).sort()) {
    const value = own[key];
    if (key === 'node' || value === undefined || (key === 'to' && isExit)) continue;
    told += `${told === '' ? '' : ','}${JSON.stringify(key)}:${toldWithoutTargets(value)}`;
  }
  return `{${told}}`;
}
