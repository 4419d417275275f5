import type { Exit, Op, Plan } from '@suivi/schema';
import { finish } from './finish.ts';
import { type Ground, isBusy, opAt, portOf, writeOf } from './ground.ts';
import { earliest, settle } from './settle.ts';
import type { Command, State, Token } from './state.ts';
import { lift, pauseRun } from './stop-run.ts';
import { tellStop } from './stops.ts';
import { tellWait } from './tell-wait.ts';
import { arrive } from './walk.ts';

/**
 * Why a command is not carried out. `stale`: the run has gone on since the operator looked. `busy`: an activity is out.
 * `held`: the track does not wait but is held. `not-waiting`: nothing there can be skipped. `no-deadline`: nothing there has
 * a time of its own. `paused`, `not-paused`: it is so already. `node-unknown`: nobody can be moved there.
 */
export type CommandRefusal =
  | 'ended'
  | 'held'
  | 'stale'
  | 'busy'
  | 'not-waiting'
  | 'no-deadline'
  | 'paused'
  | 'not-paused'
  | 'node-unknown';

/**
 * Why this command cannot be carried out now; undefined when it can. Never changes anything.
 * @param overtaking whether the driver can give up an activity that is out: then somebody may be taken out of the journey, or
 *   away from that very activity, at once. Its outcome counts for nothing when it comes.
 */
export function refusalOf(plan: Plan, state: State, command: Command, overtaking = false): CommandRefusal | undefined {
  if (state.ended) return 'ended';
  if (command.expectSeq !== state.nextRow - 1) return 'stale';
  const there = tokensAt(plan, state, command);
  if (there.length === 0) return 'stale';
  const refusals = there.map((token) => refusalAt(plan, state, command, token, overtaking));
  return refusals.includes(undefined) ? undefined : refusals[0];
}

function refusalAt(
  plan: Plan,
  state: State,
  { op, to }: Command,
  token: Token,
  overtaking: boolean,
): CommandRefusal | undefined {
  if (isBlocked(state, op, token, overtaking)) return 'busy';
  switch (op) {
    case 'pause':
      return state.stopped?.pause ? 'paused' : undefined;
    case 'resume':
      return state.stopped?.pause ? undefined : 'not-paused';
    case 'goto':
      return to !== undefined && isPlace(plan, to) ? undefined : 'node-unknown';
    case 'exit':
      return undefined;
  }
  if (!('wait' in token.doing)) return 'not-waiting';
  if (token.doing.held !== undefined) return 'held';
  const at = opAt(plan, token.at);
  if (op === 'setDeadline') return untilOf(at) ? undefined : 'no-deadline';
  return skipExit(at) ? undefined : 'not-waiting';
}

/** Whether something is out that belongs to an earlier instant than the command, and cannot be given up for it. */
function isBlocked({ tokens, recheck }: State, op: Command['op'], token: Token, overtaking: boolean): boolean {
  if (overtaking && op === 'exit') return false;
  if (overtaking && op === 'goto' && 'act' in token.doing)
    return tokens.some((other) => other !== token && isBusy(other));
  return recheck === true || tokens.some(isBusy);
}

/** Carries out an operator's command, after everything that lay before it. A refused one changes nothing else. */
export function obey(ground: Ground, command: Command): void {
  const { state, plan } = ground;
  settle(ground, Number.NEGATIVE_INFINITY);
  if (refusalOf(plan, state, command, true)) return;
  const token = tokensAt(plan, state, command).find((each) => !refusalAt(plan, state, command, each, true));
  if (token) carryOut(ground, token, command);
}

function carryOut(ground: Ground, token: Token, command: Command): void {
  const { plan } = ground;
  const at = instantFor(ground, command);
  const op = opAt(plan, token.at);
  const detail = { who: command.by, reason: command.reason };
  token.hops = 0;
  switch (command.op) {
    case 'pause':
      return pauseRun(ground, at, command.mode ?? 'hold', detail);
    case 'resume':
      return lift(ground, 'pause', at, detail);
    case 'skipWait': {
      const exit = skipExit(op);
      if (!exit) return;
      writeOf(ground, token, op, { kind: 'woke', at, port: portOf(plan, op, exit), by: 'operator', detail });
      return arrive(ground, token, exit.to, at);
    }
    case 'setDeadline':
      return setDeadline(ground, token, op, at, command.until ?? at, detail);
    case 'goto':
      writeOf(ground, token, op, { kind: 'moved', at, by: 'operator', detail: { ...detail, to: command.to } });
      return arrive(ground, token, command.to ?? token.at, at);
    case 'exit': {
      const outcome = command.outcome ?? 'operator';
      return finish(ground, token, { at, how: 'exited', outcome, exit: 'operator', detail });
    }
  }
}

/** What is due or has come in and could not be applied yet still lies before whatever happens after it. */
function instantFor(ground: Ground, command: Command): number {
  const { now, queue } = ground.state;
  const due = earliest(ground)?.at ?? command.at;
  return Math.max(now, Math.min(command.at, due, queue[0]?.at ?? due));
}

/** The wait ends then, whatever its deadline was; at once, when that instant lies in the past. */
function setDeadline(
  ground: Ground,
  token: Token,
  op: Op,
  at: number,
  until: number,
  detail: Record<string, unknown>,
): void {
  const pending = 'wait' in token.doing && token.doing.pending;
  ground.state.now = Math.max(ground.state.now, at);
  token.doing = { wait: Math.max(until, at), ...(pending ? { pending } : {}) };
  token.set = true;
  tellWait(ground, token, op, { at, by: 'operator', detail });
  tellStop(ground, token, op, at);
}

/** The tracks that stand at the node of the command. */
const tokensAt = (plan: Plan, state: State, { node }: Command): Token[] =>
  state.tokens.filter((token) => opAt(plan, token.at).node === node);

/** Where a wait, or an activity whose outcome is awaited, goes on when its time has come. */
function untilOf(op: Op): Exit | undefined {
  if (op.op === 'wait') return op.until;
  return op.op === 'act' ? op.pending?.until : undefined;
}

/** Skipping a wait goes on as if its time had come; a wait without an end of its own cannot be skipped. */
const skipExit = (op: Op): Exit | undefined => untilOf(op) ?? (op.op === 'wait' ? op.when : undefined);

/** People can be moved to any node that a track can walk into. */
function isPlace(plan: Plan, node: string): boolean {
  // `constructor` is a name that every object knows, and no place.
  const op = Object.hasOwn(plan.ops, node) ? plan.ops[node] : undefined;
  return op !== undefined && op.op !== 'begin';
}
