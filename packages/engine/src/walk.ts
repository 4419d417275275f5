/** Walking: what a track does from one instruction to the next until it waits, acts, needs facts or ends. */
import type { Address, EpochMs, Op } from '@suivi/schema';
import { type Ground, hold, isInside, opAt, visit, writeOf } from './ground.ts';
import type { Token } from './state.ts';
import { STEPS } from './steps.ts';

/** More steps than this without a wait is a loop: the run is held with a reason instead of spinning. */
export const MAX_HOPS = 200;

/** Moves a track to an instruction that it reaches at this instant, and on from there. */
export function arrive(ground: Ground, token: Token, to: Address, at: EpochMs, detail?: Record<string, unknown>): void {
  const { state } = ground;
  state.now = Math.max(state.now, at);
  if (state.kept.length > 0) state.kept = state.kept.filter((event) => event.at >= at);
  token.since = at;
  token.at = to;
  walk(ground, token, at, detail);
}

function walk(ground: Ground, token: Token, at: EpochMs, detail?: Record<string, unknown>): void {
  for (;;) {
    const op = opAt(ground.plan, token.at);
    if (!isInside(op, token.at)) enter(ground, token, op, at, detail);
    if (op.op !== 'begin') token.hops += 1;
    if (token.hops > MAX_HOPS) return hold(ground, token, op, 'loop');
    const next = takeStep(ground, token, op, at);
    if (next === undefined) return;
    token.at = next;
  }
}

/** Takes up again at the instruction at which facts were missing, without entering it a second time. */
export function resume(ground: Ground, token: Token, at: EpochMs): void {
  const next = takeStep(ground, token, opAt(ground.plan, token.at), at);
  if (next === undefined) return;
  token.at = next;
  walk(ground, token, at);
}

function enter(ground: Ground, token: Token, op: Op, at: EpochMs, detail?: Record<string, unknown>): void {
  token.visit = visit(ground.state, op.node);
  const port = op.op === 'begin' ? { port: op.next.port } : {};
  writeOf(ground, token, op, {
    kind: 'entered',
    at,
    ...port,
    ...(op.op === 'begin' && detail ? { detail } : {}),
  });
}

function takeStep<K extends Op['op']>(
  ground: Ground,
  token: Token,
  op: Extract<Op, { op: K }>,
  at: EpochMs,
): Address | undefined {
  return STEPS[op.op as K](ground, token, op, at);
}
