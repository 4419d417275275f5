import type { EndOp, EpochMs } from '@suivi/schema';
import { type Ground, isBusy, opAt, takeOut, write, writeOf } from './ground.ts';
import type { Token } from './state.ts';
import { type Beginning, endTrack } from './tracks.ts';

interface Ending {
  at: EpochMs;
  how: 'finished' | 'exited';
  outcome: string;
  /** Who ended the run, when it was no exit of the drawing. */
  exit?: 'rule' | 'operator' | 'trial';
  detail?: Record<string, unknown>;
}

/**
 * The end of a line of the drawing: of its track alone, or of the run. The drawing's last track ends the run, so that no
 * run disappears (rule 17).
 * @returns the track that goes on from a join because of it.
 */
export function end(ground: Ground, token: Token, op: EndOp, at: EpochMs): Beginning[] {
  const others = ground.state.tokens.some((other) => other !== token && (token.aside || !other.aside));
  if (op.track && others) {
    writeOf(ground, token, op, { kind: 'left', at, by: op.outcome });
    return endTrack(ground, token, at);
  }
  // A guard that the same event fired has asked for its to-do already, another track for its message: they are done first.
  if (ground.state.tokens.some((other) => other !== token && isBusy(other))) {
    token.doing = { end: at };
    return [];
  }
  finish(ground, token, { at, how: 'finished', outcome: op.outcome });
  return [];
}

/** Ends the run of a track that came to its end while another one was busy, which is not so any more. @returns whether it ended. */
export function conclude(ground: Ground): boolean {
  for (const token of ground.state.tokens) {
    const op = opAt(ground.plan, token.at);
    if (!('end' in token.doing) || op.op !== 'end') continue;
    finish(ground, token, { at: token.doing.end, how: 'finished', outcome: op.outcome });
    return true;
  }
  return false;
}

/** Ends the run at the place where this track stands; every other track leaves its place first. */
export function finish(ground: Ground, token: Token, ending: Ending): void {
  abandon(ground, ending.at, 'end', token);
  writeOf(ground, token, opAt(ground.plan, token.at), leaving(ending));
  settleEnd(ground, ending);
}

/** Ends the run at a node of its own (an exit rule), which every track is moved to. */
export function finishAt(ground: Ground, at: { node: string; visit: number }, by: 'rule', ending: Ending): void {
  abandon(ground, ending.at, by);
  write(ground.state, at.node, at.visit, { kind: 'entered', at: ending.at, detail: ending.detail });
  write(ground.state, at.node, at.visit, leaving({ ...ending, detail: {} }));
  settleEnd(ground, ending);
}

const leaving = ({ at, outcome, exit, detail }: Ending) => ({
  kind: 'left' as const,
  at,
  by: outcome,
  ...(exit ? { detail: { exit, ...detail } } : {}),
});

function settleEnd({ state }: Ground, { at, how, outcome }: Ending): void {
  state.now = Math.max(state.now, at);
  state.ended = { how, outcome };
  state.tokens = [];
  state.queue = [];
  state.kept = [];
  delete state.groups;
  delete state.recheck;
  delete state.held;
  delete state.stopped;
}

function abandon(ground: Ground, at: EpochMs, by: string, staying?: Token): void {
  for (const other of ground.state.tokens) {
    if (other !== staying) takeOut(ground, other, { kind: 'moved', at, by });
  }
}
