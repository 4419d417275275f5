import type { Address, Diagnostic, Op } from '@suivi/schema';
import { components } from './components.ts';
import { exitsOf } from './op-exits.ts';

/**
 * Finds loops in which a run need not wait: what still hangs together in a circle when every way out that takes time
 * or an event is cut can spin for ever.
 */
export function checkLoops(ops: Record<Address, Op>): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const component of components(Object.keys(ops), (at) => timeless(ops, at))) {
    const [first] = component.sort();
    if (first === undefined) continue;
    if (component.length === 1 && !timeless(ops, first).includes(first)) continue;
    diagnostics.push({ code: 'CYCLE_WITHOUT_WAIT', severity: 'error', node: ops[first]?.node ?? first, params: {} });
  }
  return diagnostics;
}

/** Where a run can go on from here at the very instant of its arrival. */
function timeless(ops: Record<Address, Op>, at: Address): Address[] {
  const op = ops[at];
  if (!op) return [];
  // A deadline counted from entry is over on the second time round, and no longer a wait.
  if (op.op === 'wait') return op.until && 'sinceEntry' in op.until.deadline ? inside(ops, [op.until.to]) : [];
  return inside(
    ops,
    exitsOf(op).map((exit) => exit.to),
  );
}

const inside = (ops: Record<Address, Op>, to: Address[]): Address[] => to.filter((at) => ops[at]);
