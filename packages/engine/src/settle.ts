import type { EpochMs } from '@suivi/schema';
import { applyEvent } from './apply-event.ts';
import { conclude, finish } from './finish.ts';
import { type Ground, isBusy, opAt, portOf, writeOf } from './ground.ts';
import type { Closing, State, Token } from './state.ts';
import { stopOf } from './stops.ts';
import { arrive } from './walk.ts';

/**
 * Applies what can be applied, in order of time: before an event at t every deadline < t fires; at the same instant
 * the event comes first. Deadlines after the last event fire up to `passed` only. While an activity is out or facts
 * are missing, nothing moves: what they lead to belongs to an earlier instant than anything that is queued.
 */
export function settle(ground: Ground, passed: EpochMs): void {
  const { state } = ground;
  let known = passed;
  while (!state.ended && !state.recheck && !state.tokens.some(isBusy)) {
    if (conclude(ground)) return;
    const { closes } = state;
    const due = earliest(ground);
    const [event] = state.queue;
    const eventAt = event ? Math.max(event.at, state.now) : undefined;
    if (closes && eventAt !== undefined && eventAt >= closes.at) {
      // Nothing that happens from then on counts; but it tells that all that lies before has come in.
      state.queue = [];
      known = Math.max(known, closes.at);
    } else if (due && (eventAt === undefined ? due.at <= known : due.at < eventAt) && isWithin(due.at, closes)) {
      forgetFacts(ground, due.at);
      fireDeadline(ground, due.token, due.at);
    } else if (event && eventAt !== undefined) {
      state.queue.shift();
      forgetFacts(ground, eventAt);
      applyEvent(ground, event);
    } else {
      const token = mainToken(state);
      if (!closes || known < closes.at || !token) return;
      finish(ground, token, { at: closes.at, how: 'exited', outcome: closes.outcome, exit: 'trial' });
    }
  }
}

/** What was read for an instant says nothing about a later one: whoever needs it then asks anew. */
function forgetFacts(ground: Ground, at: EpochMs): void {
  if (at > ground.factsAt) ground.facts = undefined;
}

const isWithin = (at: EpochMs, closes: Closing | undefined): boolean =>
  !closes || at < closes.at || (closes.inclusive === true && at === closes.at);

/** The track that stands for the run where only one place can be shown: the first of the drawing's own. */
export const mainToken = ({ tokens }: State): Token | undefined => tokens.find(({ aside }) => !aside) ?? tokens[0];

/** The next deadline that can fire: those of tracks that stand still cannot. */
export function earliest({ plan, state }: Ground): { token: Token; at: EpochMs } | undefined {
  let first: { token: Token; at: EpochMs } | undefined;
  for (const token of state.tokens) {
    if (!('wait' in token.doing) || token.doing.wait === null) continue;
    if (state.stopped && stopOf(state, token, opAt(plan, token.at)) !== undefined) continue;
    // A deadline counted from entry can lie before the arrival: it then fires on arrival, never before it.
    const at = Math.max(token.doing.wait, token.since);
    if (!first || at < first.at) first = { token, at };
  }
  return first;
}

function fireDeadline(ground: Ground, token: Token, at: EpochMs): void {
  const op = opAt(ground.plan, token.at);
  const exit = op.op === 'wait' ? op.until : op.op === 'act' ? op.pending?.until : undefined;
  if (!exit) return;
  // A wait that was over on arrival let no time pass; round a loop it would let a run spin for ever.
  if (at > token.since) token.hops = 0;
  writeOf(ground, token, op, { kind: 'woke', at, port: portOf(ground.plan, op, exit), by: 'deadline' });
  arrive(ground, token, exit.to, at);
}
