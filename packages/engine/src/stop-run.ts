/** Stopping a run, by a clinical hold or a pause, and letting it go on. */
import type { Deadline, EpochMs, Op, PauseMode } from '@suivi/schema';
import { type Ground, opAt, writeOf } from './ground.ts';
import { deadlineOf } from './needs-facts.ts';
import type { State, Stopped, Token } from './state.ts';
import { isHeldBy, stopOf, takeTurn, tellStop } from './stops.ts';
import { tellWait } from './tell-wait.ts';
import { arrive } from './walk.ts';

type Detail = Record<string, unknown>;
type Cause = keyof Stopped;

/** Holds the patient for clinical reasons: a second hold inside the first changes nothing. */
export function holdClinically(ground: Ground, detail: Detail): void {
  const { state } = ground;
  if (state.stopped?.clinical) return;
  const at = state.now;
  state.stopped = { ...state.stopped, clinical: { since: at } };
  for (const [token, op] of own(ground)) {
    if (isHeldBy(op)) writeOf(ground, token, op, { kind: 'held', at, by: 'clinical', detail });
  }
}

export function pauseRun(ground: Ground, at: EpochMs, mode: PauseMode, detail: Detail): void {
  const { state } = ground;
  state.now = Math.max(state.now, at);
  state.stopped = { ...state.stopped, pause: { since: at, mode } };
  for (const [token, op] of own(ground)) {
    writeOf(ground, token, op, { kind: 'held', at, by: 'paused', detail: { mode, ...detail } });
  }
}

/**
 * Lifts a clinical hold or a pause. Unless the other one still keeps them, activities whose turn came are asked for now, and
 * what came due meanwhile fires now.
 */
export function lift(ground: Ground, cause: Cause, at: EpochMs, detail: Detail): void {
  const { state } = ground;
  const before = state.stopped;
  if (!before?.[cause]) return;
  state.now = Math.max(state.now, at);
  const left: Stopped = { ...before };
  delete left[cause];
  const kept = [...own(ground)].filter(([, op]) => cause === 'pause' || isHeldBy(op));
  for (const [token, op] of kept) lengthen(before, cause, token, op, at);
  if (left.clinical || left.pause) state.stopped = left;
  else delete state.stopped;
  for (const [token, op] of kept) {
    // A track before this one may have ended the run, or have met a join that gives this one up.
    if (state.ended) return;
    if (state.tokens.includes(token)) goOn(ground, token, op, at, cause === 'pause' ? 'resumed' : 'released', detail);
  }
}

function goOn(ground: Ground, token: Token, op: Op, at: EpochMs, by: string, detail: Detail): void {
  const { doing } = token;
  if ('turn' in doing && op.op === 'act') {
    token.since = at;
    const next = takeTurn(ground, token, op, at);
    if (next !== undefined) arrive(ground, token, next, at);
    else if ('act' in token.doing) writeOf(ground, token, op, { kind: 'acting', at, by, detail });
    return;
  }
  if (!('wait' in doing)) return;
  if (stopOf(ground.state, token, op)) return tellStop(ground, token, op, at);
  if (doing.wait !== null && doing.wait < at) {
    if (opensAnew(token, op)) {
      token.doing = { facts: 'needed', at, was: doing.wait };
      return;
    }
    token.doing = { ...doing, wait: at };
  }
  tellWait(ground, token, op, { at, by, detail });
}

/** A window that opened while nothing could go on may be closed again: the next one is looked for. */
function opensAnew(token: Token, op: Op): boolean {
  const deadline = deadlineOf(op);
  return deadline !== undefined && 'window' in deadline && token.set === undefined;
}

/** Makes a length of time longer by the part of the stop that fell into this wait and that the other cause does not count. */
function lengthen(before: Stopped, cause: Cause, token: Token, op: Op, at: EpochMs): void {
  const { doing } = token;
  if (!('wait' in doing) || doing.wait === null || token.set || !isLength(deadlineOf(op))) return;
  if (!counts(before, cause, op)) return;
  const other: Cause = cause === 'pause' ? 'clinical' : 'pause';
  const from = (which: Cause): EpochMs => Math.max(before[which]?.since ?? at, token.since);
  const part = Math.max(0, (counts(before, other, op) ? from(other) : at) - from(cause));
  if (part === 0) return;
  token.longer = (token.longer ?? 0) + part;
  token.doing = { ...doing, wait: doing.wait + part };
}

const isLength = (deadline: Deadline | undefined): boolean =>
  deadline !== undefined && ('after' in deadline || 'sinceEntry' in deadline);

/** Whether this cause makes the lengths of time of this instruction longer. */
function counts({ clinical, pause }: Stopped, cause: Cause, op: Op): boolean {
  if (cause === 'pause') return pause?.mode === 'stretch';
  return clinical !== undefined && op.op !== 'begin' && 'hold' in op && op.hold === 'extend';
}

/** The tracks that a stop may concern, with the instructions at which they stand. */
function own({ plan, state }: { plan: Ground['plan']; state: State }): [Token, Op][] {
  return state.tokens.filter(({ aside }) => !aside).map((token) => [token, opAt(plan, token.at)]);
}
