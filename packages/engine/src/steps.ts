/** One function per instruction: a missing one does not compile. Each returns where to go on, or nothing to stop here. */
import type { Address, BranchOp, EpochMs, Op, RepeatOp, SetOp, SplitOp } from '@suivi/schema';
import { armOf } from './arm.ts';
import { evaluate, valuesUsed } from './condition.ts';
import { type Ground, sourcesOf, writeOf } from './ground.ts';
import { fieldsNeeded } from './needs-facts.ts';
import type { Token } from './state.ts';
import { takeTurn } from './stops.ts';
import { beginWait } from './wait.ts';

type TakeStep<O extends Op> = (ground: Ground, token: Token, op: O, at: EpochMs) => Address | undefined;

export const STEPS: { [K in Exclude<Op['op'], 'fork' | 'join' | 'end'>]: TakeStep<Extract<Op, { op: K }>> } = {
  begin: (_ground, _token, op) => op.next.to,
  act: takeTurn,
  wait: beginWait,
  branch,
  split,
  set,
  repeat,
};

function branch(ground: Ground, token: Token, op: BranchOp, at: EpochMs): Address | undefined {
  if (!ground.facts && fieldsNeeded(op).size > 0) {
    token.doing = { facts: 'needed', at };
    return undefined;
  }
  const sources = sourcesOf(ground, token);
  const values: Record<string, unknown> = {};
  let unknown = false;
  for (const each of op.cases) {
    valuesUsed(each.if, sources, values);
    const truth = evaluate(each.if, sources);
    if (truth === true) {
      writeOf(ground, token, op, { kind: 'branched', at, port: each.port, by: 'case', detail: { values } });
      return each.to;
    }
    unknown ||= truth === undefined;
  }
  const exit = (unknown && op.unknown) || op.else;
  writeOf(ground, token, op, {
    kind: 'branched',
    at,
    port: exit.port,
    by: unknown ? 'unknown' : 'else',
    detail: { values },
  });
  return exit.to;
}

function split({ state, ...rest }: Ground, token: Token, op: SplitOp, at: EpochMs): Address | undefined {
  const arm = armOf(op, state.patient);
  writeOf({ state, ...rest }, token, op, {
    kind: 'branched',
    at,
    port: arm.port,
    by: arm.holdOut ? 'hold-out' : 'split',
  });
  return arm.to;
}

function set(ground: Ground, token: Token, op: SetOp, at: EpochMs): Address {
  const { variables } = ground.state;
  const values: Record<string, unknown> = {};
  for (const assignment of op.set) {
    const old = variables[assignment.variable];
    const value = 'to' in assignment ? assignment.to : (typeof old === 'number' ? old : 0) + assignment.add;
    variables[assignment.variable] = value;
    values[`variable.${assignment.variable}`] = value;
  }
  writeOf(ground, token, op, { kind: 'acted', at, port: op.next.port, by: 'set', detail: { values } });
  return op.next.to;
}

function repeat(ground: Ground, token: Token, op: RepeatOp, at: EpochMs): Address {
  const { rounds } = ground.state;
  const round = (rounds[op.node] ?? 0) + 1;
  const again = round <= op.times;
  // Counting starts anew after the last round, so that a repeat inside another one works every time.
  rounds[op.node] = again ? round : 0;
  const exit = again ? op.again : op.done;
  const detail = again ? { round } : { rounds: op.times };
  writeOf(ground, token, op, { kind: 'branched', at, port: exit.port, by: 'repeat', detail });
  return exit.to;
}
