import type { Exit, Op, Plan } from '@suivi/schema';
import { finish } from './finish.ts';
import { type Ground, opAt, writeOf } from './ground.ts';
import { settle } from './settle.ts';
import type { Command, State, Token } from './state.ts';
import { arrive } from './walk.ts';

/** Why a command is not carried out. `stale`: the run has gone on since the operator looked. */
export type CommandRefusal = 'ended' | 'held' | 'stale' | 'busy' | 'not-waiting' | 'node-unknown';

/** Why this command cannot be carried out now; undefined when it can. Never changes anything. */
export function refusalOf(plan: Plan, state: State, command: Command): CommandRefusal | undefined {
  if (state.ended) return 'ended';
  if (state.held && command.op === 'skipWait') return 'held';
  if (command.expectSeq !== state.nextRow - 1) return 'stale';
  const token = tokenAt(plan, state, command);
  if (!token) return 'stale';
  if (!('wait' in token.doing)) return 'busy';
  if (command.op === 'skipWait' && !skipExit(opAt(plan, token.at))) return 'not-waiting';
  if (command.op === 'goto' && (command.to === undefined || !isPlace(plan, command.to))) return 'node-unknown';
  return undefined;
}

/** Carries out an operator's command, after everything that lay before it. A refused one changes nothing else. */
export function obey(ground: Ground, command: Command): void {
  const { state, plan } = ground;
  settle(ground, Number.NEGATIVE_INFINITY);
  if (refusalOf(plan, state, command)) return;
  const token = tokenAt(plan, state, command);
  if (!token) return;
  const at = Math.max(command.at, state.now);
  const op = opAt(plan, token.at);
  const detail = { who: command.by, reason: command.reason };
  token.hops = 0;
  delete state.held;
  switch (command.op) {
    case 'skipWait': {
      const exit = skipExit(op);
      if (!exit) return;
      writeOf(ground, token, op, { kind: 'woke', at, port: exit.port, by: 'operator', detail });
      return arrive(ground, token, exit.to, at);
    }
    case 'goto':
      writeOf(ground, token, op, { kind: 'moved', at, by: 'operator', detail: { ...detail, to: command.to } });
      return arrive(ground, token, command.to ?? token.at, at);
    case 'exit': {
      const outcome = command.outcome ?? 'operator';
      return finish(ground, token, { at, how: 'exited', outcome, exit: 'operator', detail });
    }
  }
}

/** The track that stands at the node of the command. */
const tokenAt = (plan: Plan, state: State, { node }: Command): Token | undefined =>
  state.tokens.find((token) => opAt(plan, token.at).node === node);

/** Skipping a wait goes on as if its time had come; a wait without an end of its own cannot be skipped. */
function skipExit(op: Op): Exit | undefined {
  if (op.op === 'wait') return op.until ?? op.when;
  return op.op === 'act' ? op.pending?.until : undefined;
}

/** People can be moved to any node that a track can walk into. */
function isPlace(plan: Plan, node: string): boolean {
  const op = plan.ops[node];
  return op !== undefined && op.op !== 'begin';
}
