import type { Address, Diagnostic, Op } from '@suivi/schema';
import { components } from './components.ts';
import { exitsOf } from './op-exits.ts';

/** The engine holds a run that takes more steps than this without a wait. */
const MAX_STEPS = 200;

/**
 * Finds loops in which a run need not wait: what still hangs together in a circle when every way out that takes time
 * or an event is cut can spin for ever.
 */
export function checkLoops(ops: Record<Address, Op>): Diagnostic[] {
  return [...spinning(ops), ...tooManyRounds(ops)];
}

/** What the engine counts for a doubling of tracks (tracks.ts there): forks in a circle grow without time passing. */
const STEPS_PER_DOUBLING = 25;

/** The steps that the engine counts for an instruction. */
const stepsOf = (op: Op | undefined): number =>
  op?.op === 'fork' ? 1 + STEPS_PER_DOUBLING * (32 - Math.clz32(op.tracks.length - 1)) : 1;

/** A repeat ends by itself, but so many rounds without a wait would be taken for a loop that does not. */
function tooManyRounds(ops: Record<Address, Op>): Diagnostic[] {
  if (!Object.values(ops).some(({ op }) => op === 'repeat')) return [];
  const again = (at: Address): Address[] => {
    const op = ops[at];
    return op?.op === 'repeat' ? inside(ops, [op.again.to, op.done.to]) : timeless(ops, at);
  };
  return components(Object.keys(ops), again).flatMap((component): Diagnostic[] => {
    const repeats = component.flatMap((at) => ops[at] ?? []).filter((op) => op.op === 'repeat');
    const rounds = repeats.reduce((product, { times }) => product * (times + 1), 1);
    const [first] = repeats;
    // A step that stands alone is no loop: its way back leads through a wait.
    const steps = rounds * component.reduce((sum, at) => sum + stepsOf(ops[at]), 0);
    if (!first || steps <= MAX_STEPS) return [];
    if (component.length === 1 && !again(first.node).includes(first.node)) return [];
    const params = { steps, limit: MAX_STEPS };
    return [{ code: 'REPEAT_WITHOUT_WAIT', severity: 'error', node: first.node, params }];
  });
}

function spinning(ops: Record<Address, Op>): Diagnostic[] {
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
  if (op.op === 'wait') return inside(ops, atOnce(op));
  // Whom a person keeps waiting has waited; and a repeat ends by itself.
  if (op.op === 'act' && op.pending) return inside(ops, [op.next.to]);
  if (op.op === 'repeat') return inside(ops, [op.done.to]);
  return inside(
    ops,
    exitsOf(op).map((exit) => exit.to),
  );
}

/**
 * The ways out of a wait that may be taken on arrival. A deadline counted from entry is over on the second time round, as
 * is a date of the patient; a local time of the same day is over once the day is later than that.
 */
function atOnce({ until, when, past, missing }: Extract<Op, { op: 'wait' }>): Address[] {
  const over = until && !('after' in until.deadline) && !('inDays' in until.deadline && until.deadline.inDays > 0);
  return [over ? until : undefined, when, past, missing].flatMap((exit) => (exit ? [exit.to] : []));
}

const inside = (ops: Record<Address, Op>, to: Address[]): Address[] => to.filter((at) => ops[at]);
