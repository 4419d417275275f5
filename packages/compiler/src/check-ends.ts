import type { Address, Diagnostic, NodeId, Op } from '@suivi/schema';
import { fieldWith, type KnownNode } from './check-nodes.ts';
import type { Lowered } from './lower.ts';
import { exitsOf } from './op-exits.ts';

/** Everybody gets somewhere: waits end, the track of a guard ends, and a track end stands only on a guard's or a fork's. */
export function checkEnds(known: Map<NodeId, KnownNode>, lowered: Lowered, entry: Address | undefined): Diagnostic[] {
  return [...endlessWaits(known, lowered), ...endlessGuards(lowered), ...strayEnds(lowered, entry)];
}

function endlessWaits(known: Map<NodeId, KnownNode>, { ops }: Lowered): Diagnostic[] {
  const nodes = new Set(Object.values(ops).flatMap((op) => (isEndless(op) ? [op.node] : [])));
  return [...nodes].map((node) => {
    const place = fieldWith(known.get(node), ['deadline']);
    return { code: 'WAIT_WITHOUT_END', severity: 'warning', node, ...place, params: {} };
  });
}

const isEndless = (op: Op): boolean =>
  (op.op === 'wait' && !op.until) || (op.op === 'act' && op.pending !== undefined && !op.pending.until);

function endlessGuards({ ops, guards }: Lowered): Diagnostic[] {
  return guards.flatMap(({ node, next }): Diagnostic[] => {
    const track = [...reachable(ops, next.to)];
    // A step that cannot be lowered yet may be the one that ends it.
    if (track.some((at) => !ops[at] || ops[at]?.op === 'end')) return [];
    return [{ code: 'GUARD_ENDLESS', severity: 'error', node, params: {} }];
  });
}

function strayEnds({ ops }: Lowered, entry: Address | undefined): Diagnostic[] {
  if (entry === undefined) return [];
  // Behind a fork a track may end by itself: the others go on.
  const alone = reachable(ops, entry, ({ op }) => op !== 'fork');
  return [...alone].flatMap((at): Diagnostic[] => {
    const op = ops[at];
    if (op?.op !== 'end' || !op.track) return [];
    return [{ code: 'GUARD_END_OUTSIDE', severity: 'error', node: op.node, params: {} }];
  });
}

function reachable(ops: Record<Address, Op>, start: Address, through = (_op: Op): boolean => true): Set<Address> {
  const seen = new Set([start]);
  for (const at of seen) {
    const op = ops[at];
    if (op && through(op)) for (const { to } of exitsOf(op)) seen.add(to);
  }
  return seen;
}
