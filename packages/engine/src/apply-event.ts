import type { ActOp, EpochMs, Exit, RunEvent, WaitOp } from '@suivi/schema';
import { type Ground, opAt, portOf, writeOf } from './ground.ts';
import { CALENDAR_ADDED, FIELD_CHANGED } from './names.ts';
import { calendarNeeded, rulesLookAt, waitsFor } from './needs-facts.ts';
import { fireExitRule, fireGuards } from './rules.ts';
import type { Token } from './state.ts';
import { counts, matching, outcomeIn, remember } from './wait.ts';
import { arrive } from './walk.ts';

/**
 * Applies an event: exit rules first, then guards beside whatever waits, then every track that waits for it. Each
 * track consumes it at most once (rule 10).
 */
export function applyEvent(ground: Ground, event: RunEvent): void {
  const { state } = ground;
  const late = event.at < state.now;
  // What comes later in the patient's order cannot happen before this any more, whether or not somebody waits for it.
  state.now = Math.max(state.now, event.at);
  if (state.kept.length > 0) state.kept = state.kept.filter((other) => other.at >= state.now);
  if (event.type === FIELD_CHANGED) fieldChanged(ground, event);
  if (event.type === CALENDAR_ADDED) calendarAdded(ground, event);
  if (fireExitRule(ground, event)) return;
  const waiting = [...state.tokens];
  fireGuards(ground, event);
  let consumed = false;
  for (const token of waiting) {
    if (state.ended) return;
    consumed = offer(ground, token, event, late) || consumed;
  }
  // Nobody waits for it now; a step that completes at this very instant may lead to a wait that does (rule 3).
  if (!consumed && !late) state.kept.push(event);
}

function offer(ground: Ground, token: Token, event: RunEvent, late: boolean): boolean {
  const op = opAt(ground.plan, token.at);
  if (!('wait' in token.doing)) return false;
  if (op.op === 'wait') {
    const exit = matching(op, event);
    if (!exit || !counts(op, event, token.since)) return false;
    wake(ground, token, op, exit, event, late);
    return true;
  }
  if (op.op !== 'act' || !token.doing.pending) return false;
  const outcome = outcomeIn(ground, token, op, event);
  if (outcome === undefined) return false;
  complete(ground, token, op, {
    outcome,
    at: ground.state.now,
    detail: { event: event.id, ...(late ? { late } : {}) },
  });
  return true;
}

function wake(ground: Ground, token: Token, op: WaitOp, exit: Exit, event: RunEvent, late: boolean): void {
  const { now: at } = ground.state;
  const detail = { event: event.id, ...(late ? { late } : {}) };
  token.hops = 0;
  remember(token, event);
  writeOf(ground, token, op, { kind: 'woke', at, ...portOf(ground.plan, op, exit), by: event.type, detail });
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
    ...portOf(ground.plan, op, exit),
    by: done.outcome,
    ...(done.detail ? { detail: done.detail } : {}),
  });
  arrive(ground, token, exit.to, done.at);
}

function fieldChanged(ground: Ground, event: RunEvent): void {
  const field = String(event.data?.key ?? '');
  if (rulesLookAt(ground.plan, field)) ground.state.recheck = true;
  for (const token of ground.state.tokens) {
    if ('wait' in token.doing && waitsFor(opAt(ground.plan, token.at), field)) token.doing = again(token, ground);
  }
}

/** What is held for want of the year goes on; what counted by an earlier form of the calendar is counted anew (rule 2). */
function calendarAdded(ground: Ground, event: RunEvent): void {
  for (const token of ground.state.tokens) {
    if (!('wait' in token.doing) || token.doing.joined) continue;
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
