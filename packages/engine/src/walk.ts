/** Walking: what a track does from one instruction to the next until it waits, acts, needs facts or ends. */
import type { Address, EndOp, EpochMs, ForkOp, JoinOp, Op } from '@suivi/schema';
import { end } from './finish.ts';
import { type Ground, hold, isInside, opAt, visit, writeOf } from './ground.ts';
import { forgetBefore } from './kept.ts';
import type { Token } from './state.ts';
import { STEPS } from './steps.ts';
import { type Beginning, fork, join } from './tracks.ts';

/** More steps than this without a wait is a loop: the run is held with a reason instead of spinning. */
export const MAX_HOPS = 200;

/** Moves a track to an instruction that it reaches at this instant, and on from there. */
export function arrive(ground: Ground, token: Token, to: Address, at: EpochMs, detail?: Record<string, unknown>): void {
  const { state } = ground;
  state.now = Math.max(state.now, at);
  forgetBefore(state, at);
  if (token.longer !== undefined) delete token.longer;
  if (token.set !== undefined) delete token.set;
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
    if (op.op === 'fork') return begin(ground, fork(ground, token, op, at), at);
    if (op.op === 'end') return begin(ground, end(ground, token, op, at), at);
    const next = op.op === 'join' ? join(ground, token, op, at)?.to : takeStep(ground, token, op, at);
    if (next === undefined) return;
    token.at = next;
  }
}

/** Walks every track on that begins here, in the order in which they are drawn. */
export function begin(ground: Ground, beginnings: readonly Beginning[], at: EpochMs): void {
  for (const { token, exit } of beginnings) {
    const { state } = ground;
    // A track before this one may have ended the run, or have met a join that gives this one up.
    if (state.ended || !state.tokens.includes(token)) continue;
    arrive(ground, token, exit.to, at);
  }
}

/** Every instruction that concerns one track alone. */
type Alone = Exclude<Op, ForkOp | JoinOp | EndOp>;

/** Takes up again at the instruction at which facts were missing, without entering it a second time. */
export function resume(ground: Ground, token: Token, at: EpochMs): void {
  const op = opAt(ground.plan, token.at);
  if (op.op === 'fork' || op.op === 'join' || op.op === 'end') return;
  const next = takeStep(ground, token, op, at);
  if (next === undefined) return;
  token.at = next;
  walk(ground, token, at);
}

function enter(ground: Ground, token: Token, op: Op, at: EpochMs, detail?: Record<string, unknown>): void {
  token.visit = visit(ground, op.node);
  const begins = op.op === 'begin';
  writeOf(ground, token, op, {
    kind: 'entered',
    at,
    port: begins ? op.next.port : undefined,
    detail: begins ? detail : undefined,
  });
}

function takeStep<K extends Alone['op']>(
  ground: Ground,
  token: Token,
  op: Extract<Alone, { op: K }>,
  at: EpochMs,
): Address | undefined {
  return STEPS[op.op as K](ground, token, op, at);
}
