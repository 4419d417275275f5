import type { Address, Diagnostic, Op } from '@suivi/schema';
import { exitsOf } from './op-exits.ts';

/**
 * Finds loops in which a run never waits. Tarjan's strongly connected components over the graph without the
 * wait instructions: what still hangs together in a circle can spin for ever.
 */
export function checkLoops(ops: Record<Address, Op>): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const component of components(ops)) {
    const [first] = component;
    if (first === undefined) continue;
    const loops = component.length > 1 || edges(ops, first).includes(first);
    if (!loops) continue;
    const node = component.sort()[0] ?? first;
    diagnostics.push({ code: 'CYCLE_WITHOUT_WAIT', severity: 'error', node: ops[node]?.node ?? node, params: {} });
  }
  return diagnostics;
}

function edges(ops: Record<Address, Op>, at: Address): Address[] {
  const op = ops[at];
  if (!op || op.op === 'wait') return [];
  return exitsOf(op)
    .map((exit) => exit.to)
    .filter((to) => ops[to] && ops[to].op !== 'wait');
}

/** Iterative, because a journey of 2,000 nodes in a row would overflow a recursive walk. */
function components(ops: Record<Address, Op>): Address[][] {
  const index = new Map<Address, number>();
  const low = new Map<Address, number>();
  const stack: Address[] = [];
  const onStack = new Set<Address>();
  const found: Address[][] = [];
  for (const root of Object.keys(ops)) {
    if (index.has(root)) continue;
    const work: { at: Address; next: Address[] }[] = [];
    const open = (at: Address) => {
      index.set(at, index.size);
      low.set(at, index.size - 1);
      stack.push(at);
      onStack.add(at);
      work.push({ at, next: edges(ops, at) });
    };
    open(root);
    for (let frame = work.at(-1); frame; frame = work.at(-1)) {
      const to = frame.next.pop();
      const lowest = (other: number | undefined) => low.set(frame.at, Math.min(low.get(frame.at) ?? 0, other ?? 0));
      if (to === undefined) {
        work.pop();
        const parent = work.at(-1);
        if (parent) low.set(parent.at, Math.min(low.get(parent.at) ?? 0, low.get(frame.at) ?? 0));
        if (low.get(frame.at) === index.get(frame.at)) found.push(popUntil(stack, onStack, frame.at));
      } else if (!index.has(to)) open(to);
      else if (onStack.has(to)) lowest(index.get(to));
    }
  }
  return found;
}

function popUntil(stack: Address[], onStack: Set<Address>, last: Address): Address[] {
  const component: Address[] = [];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    onStack.delete(at);
    component.push(at);
    if (at === last) break;
  }
  return component;
}
