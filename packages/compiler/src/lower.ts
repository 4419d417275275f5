import type { LoweringSelf } from '@suivi/nodes';
import type { Address, ExitRule, Goal, Guard, NodeId, Op } from '@suivi/schema';
import type { Exits } from './check-graph.ts';
import type { KnownNode } from './check-nodes.ts';
import { textHash } from './text-hash.ts';

/** What the nodes of a journey mean, as far as they are sound and fully wired. */
export interface Lowered {
  /** The instructions of each node, its first one at the node's own address. */
  nodes: Map<NodeId, Op[]>;
  ops: Record<Address, Op>;
  /** In the order of their ids: that of drawing must not decide which rule wins. */
  exits: ExitRule[];
  goals: Goal[];
  guards: Guard[];
}

/** Lowers every node that is sound and fully wired; the others stay out until their errors are mended. */
export function lowerAll(known: Map<NodeId, KnownNode>, exits: Exits, open: ReadonlySet<NodeId>): Lowered {
  const lowered: Lowered = { nodes: new Map(), ops: {}, exits: [], goals: [], guards: [] };
  for (const node of [...known.values()].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const own = exits.get(node.id);
    if (!node.sound || open.has(node.id)) continue;
    const self = selfOf(node, own);
    const rule = node.definition.rule?.(node.config, self);
    if (rule && 'exit' in rule) lowered.exits.push({ node: node.id, ...rule.exit });
    else if (rule && 'goal' in rule) lowered.goals.push({ node: node.id, ...rule.goal });
    else if (rule) lowered.guards.push({ node: node.id, ...rule.guard });
    const ops = node.definition.lower(node.config, self);
    lowered.nodes.set(node.id, ops);
    ops.forEach((op, k) => {
      lowered.ops[k === 0 ? node.id : self.step(k)] = op;
    });
  }
  return lowered;
}

function selfOf(node: KnownNode, own: ReturnType<Exits['get']>): LoweringSelf {
  const texts = new Map(node.definition.patientText(node.config).map(({ part, text }) => [part, textHash(text)]));
  return {
    id: node.id,
    step: (k) => `${node.id}/${k}`,
    port: (port) => own?.get(port) ?? { port, to: node.id },
    contentHash: (part) => texts.get(part) ?? '',
  };
}
