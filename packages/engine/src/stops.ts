/** What a clinical hold or a pause means for one track: whether it stands still, and what its activity does. */
import type { ActOp, Address, EpochMs, Op } from '@suivi/schema';
import { type Ground, portOf, writeOf } from './ground.ts';
import type { State, Token } from './state.ts';

/** Why this track stands still at its place; undefined when it does not. The tracks of guards never do. */
export function stopOf({ stopped }: State, token: Token, op: Op): 'clinical' | 'paused' | undefined {
  if (!stopped || token.aside) return undefined;
  if (stopped.clinical && isHeldBy(op)) return 'clinical';
  return stopped.pause ? 'paused' : undefined;
}

/** Whether a clinical hold keeps a track at this instruction. */
export function isHeldBy(op: Op): boolean {
  if (op.op !== 'act' && op.op !== 'wait') return false;
  return op.hold === undefined || op.hold === 'freeze' || op.hold === 'extend';
}

/** Where a track stands still, the newest row of its place says so. */
export function tellStop(ground: Ground, token: Token, op: Op, at: EpochMs): void {
  const by = stopOf(ground.state, token, op);
  if (by !== undefined) writeOf(ground, token, op, { kind: 'held', at, by });
}

/**
 * An activity's turn has come: it is asked for, left out, or kept until the run goes on.
 * @returns where to go on, when it is left out.
 */
export function takeTurn(ground: Ground, token: Token, op: ActOp, at: EpochMs): Address | undefined {
  const { state, plan } = ground;
  if (state.stopped && stopOf(state, token, op) !== undefined) {
    token.doing = { turn: at };
    tellStop(ground, token, op, at);
    return undefined;
  }
  if (state.stopped?.clinical && !token.aside && op.hold === 'skip') {
    const exit = op.outcomes.skipped ?? op.next;
    writeOf(ground, token, op, { kind: 'skipped', at, port: portOf(plan, op, exit), by: 'clinical' });
    return exit.to;
  }
  token.doing = { act: 'requested', at };
  return undefined;
}
