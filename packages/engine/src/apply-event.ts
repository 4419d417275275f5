import type { ActOp, EpochMs, Exit, RunEvent, WaitOp } from '@suivi/schema';
import { type Ground, opAt, portOf, writeOf } from './ground.ts';
import { forgetBefore, forgetTaken, keep, take } from './kept.ts';
import { CALENDAR_ADDED, CLINICAL_HOLD, CLINICAL_RELEASE, FIELD_CHANGED } from './names.ts';
import { calendarNeeded, rulesLookAt, waitsFor } from './needs-facts.ts';
import { fireExitRule, fireGoal, fireGuards } from './rules.ts';
import type { Token } from './state.ts';
import { holdClinically, lift } from './stop-run.ts';
import { exitFor, outcomeIn, remember } from './wait.ts';
import { arrive } from './walk.ts';

/**
 * Applies an event: exit rules first, then what it does to a clinical hold, goals, guards beside whatever waits, then every
 * track that waits for it. Each track consumes it at most once (rule 10).
 */
export function applyEvent(ground: Ground, event: RunEvent): void {
  const { state } = ground;
  const late = event.at < state.now;
  // What comes later in the patient's order cannot happen before this any more, whether or not somebody waits for it.
  state.now = Math.max(state.now, event.at);
  forgetBefore(state, state.now);
  if (event.type === FIELD_CHANGED) fieldChanged(ground, event);
  if (event.type === CALENDAR_ADDED) calendarAdded(ground, event);
  if (fireExitRule(ground, event)) return;
  if (event.type === CLINICAL_HOLD) holdClinically(ground, { event: event.id });
  if (event.type === CLINICAL_RELEASE) lift(ground, 'clinical', state.now, { event: event.id });
  // A step that completes at this very instant may lead to a wait for it (rule 3).
  if (!late && !state.ended) keep(state, event);
  const waiting = [...state.tokens];
  fireGoal(ground, event);
  fireGuards(ground, event);
  for (const token of waiting) {
    if (state.ended) return;
    // A goal, or a join that another track has completed, may have given this one up.
    if (state.tokens.includes(token)) offer(ground, token, event, late);
  }
  forgetTaken(state);
}

function offer(ground: Ground, token: Token, event: RunEvent, late: boolean): void {
  const op = opAt(ground.plan, token.at);
  if (!('wait' in token.doing) || token.doing.held !== undefined) return;
  if (op.op === 'wait') {
    const exit = exitFor(ground, token, op, event);
    if (exit) wake(ground, token, op, exit, event, late);
    return;
  }
  if (op.op !== 'act' || !token.doing.pending) return;
  const outcome = outcomeIn(ground, token, op, event);
  if (outcome === undefined) return;
  take(ground.state, event, token.id);
  complete(ground, token, op, {
    outcome,
    at: ground.state.now,
    detail: { event: event.id, ...(late ? { late } : {}) },
  });
}

function wake(ground: Ground, token: Token, op: WaitOp, exit: Exit, event: RunEvent, late: boolean): void {
  const { now: at } = ground.state;
  const detail = { event: event.id, ...(late ? { late } : {}) };
  token.hops = 0;
  take(ground.state, event, token.id);
  remember(token, event);
  writeOf(ground, token, op, { kind: 'woke', at, port: portOf(ground.plan, op, exit), by: event.type, detail });
  arrive(ground, token, exit.to, at);
}

/** An activity is over: its outcome chooses the port, `next` takes every outcome that has none. */
export function complete(
  ground: Ground,
  token: Token,
  op: ActOp,
  done: { outcome: string; at: EpochMs; detail?: Record<string, unknown> | undefined },
): void {
  const exit = (Object.hasOwn(op.outcomes, done.outcome) && op.outcomes[done.outcome]) || op.next;
  // A person took time over it; an activity that answered at once did not.
  if ('wait' in token.doing) token.hops = 0;
  writeOf(ground, token, op, {
    kind: 'acted',
    at: done.at,
    port: portOf(ground.plan, op, exit),
    by: done.outcome,
    detail: done.detail,
  });
  arrive(ground, token, exit.to, done.at);
}

function fieldChanged(ground: Ground, event: RunEvent): void {
  const field = String(event.data?.key ?? '');
  // What came along with this input was read before the change, perhaps.
  ground.facts = undefined;
  if (rulesLookAt(ground.plan, field)) ground.state.recheck = true;
  for (const token of ground.state.tokens) {
    if (!('wait' in token.doing) || token.doing.held !== undefined) continue;
    if (waitsFor(opAt(ground.plan, token.at), field)) token.doing = again(token, ground);
  }
}

/** What is held for want of the year goes on; what counted by an earlier form of the calendar is counted anew (rule 2). */
function calendarAdded(ground: Ground, event: RunEvent): void {
  ground.calendars = undefined;
  for (const token of ground.state.tokens) {
    if (!('wait' in token.doing) || token.doing.joined || token.doing.held !== undefined) continue;
    const calendar = calendarNeeded(opAt(ground.plan, token.at));
    if (calendar !== undefined && calendar === event.data?.calendar) token.doing = again(token, ground);
  }
}

const again = (token: Token, { state }: Ground): Token['doing'] => ({
  facts: 'needed',
  at: state.now,
  ...('wait' in token.doing ? { was: token.doing.wait } : {}),
  ...('lacks' in token.doing && token.doing.lacks ? { lacks: token.doing.lacks } : {}),
});
