/** Waiting: how a wait begins, what ends it, and what the outcome of a pending activity does. */
import type { ActOp, Address, EpochMs, Exit, RunEvent, WaitOp } from '@suivi/schema';
import { evaluate } from './condition.ts';
import { type Ground, portOf, sourcesOf, writeOf } from './ground.ts';
import { findKept, forgetTaken, take } from './kept.ts';
import { matches } from './match.ts';
import { actKey } from './names.ts';
import { needsFacts } from './needs-facts.ts';
import type { Token } from './state.ts';
import { waitForTime } from './wait-for-time.ts';

/** Begins to wait, unless what is waited for is there already (rule 3). */
export function beginWait(ground: Ground, token: Token, op: WaitOp, at: EpochMs): Address | undefined {
  const seen = lookBack(ground, token, op);
  if (seen) {
    const { event, exit } = seen;
    remember(token, event);
    writeOf(ground, token, op, {
      kind: 'woke',
      at,
      port: portOf(ground.plan, op, exit),
      by: event.type,
      detail: { event: event.id },
    });
    return exit.to;
  }
  if (needsFacts(ground, op)) {
    token.doing = { facts: 'needed', at };
    return undefined;
  }
  return consider(ground, token, op, at);
}

function lookBack(ground: Ground, token: Token, op: WaitOp): { event: RunEvent; exit: Exit } | undefined {
  const { state } = ground;
  if (state.kept.length === 0) return undefined;
  const seen = findKept(state, token.id, (event) => {
    const exit = exitFor(ground, token, op, event);
    return exit && { event, exit };
  });
  if (!seen) return undefined;
  take(state, seen.event, token.id);
  forgetTaken(state);
  return seen;
}

/**
 * Looks at condition and deadline: when the wait begins, and anew whenever a field of the patient changed that it
 * looks at (rule 2). `at` is the instant of looking; lengths of time count from the arrival. `was`: the deadline so far.
 */
export function consider(
  ground: Ground,
  token: Token,
  op: WaitOp,
  at: EpochMs,
  was?: EpochMs | null,
): Address | undefined {
  if (op.when && evaluate(op.when.if, sourcesOf(ground, token)) === true) {
    writeOf(ground, token, op, { kind: 'woke', at, port: portOf(ground.plan, op, op.when), by: 'condition' });
    return op.when.to;
  }
  if (token.set && was !== undefined) {
    token.doing = { wait: was };
    return undefined;
  }
  return waitForTime(ground, token, op, at, was);
}

/** Conditions further on may look at the event that ended a wait. */
export function remember(token: Token, event: RunEvent): void {
  if (event.data) token.last = event.data;
  else delete token.last;
}

/**
 * The exit that this event opens for a track that waits. It counts from the instant (inclusive) at which the preceding step
 * completed, or only after it (rule 3).
 */
export function exitFor(ground: Ground, token: Token, op: WaitOp, event: RunEvent): Exit | undefined {
  if (op.lookBack ? event.at < token.since : event.at <= token.since) return undefined;
  return op.events.find((wanted) => matches(ground, wanted, event, token));
}

/** The outcome that this event reports for the activity of this very visit. */
export function outcomeIn({ state }: Ground, token: Token, op: ActOp, event: RunEvent): string | undefined {
  const { act, outcome } = event.data ?? {};
  if (event.type !== op.pending?.event || act !== actKey(state.run, op.node, token.visit)) return undefined;
  return typeof outcome === 'string' ? outcome : '';
}
