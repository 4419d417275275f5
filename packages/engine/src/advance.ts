/**
 * The state machine that gives a journey its meaning. Pure: no clock, no I/O, no dependency, so the same code runs
 * under Temporal, under a virtual clock and under replay.
 */
import type { Address, Deadline, EpochMs, Exit, Op, Plan, RunEvent, TraceRow, WaitOp } from '@suivi/schema';
import { evaluate } from './condition.ts';
import type { Effect, Enrolment, Input, State, Step, Token } from './state.ts';

/** More steps than this without a wait is a loop: the run is held with a reason instead of spinning. */
export const MAX_HOPS = 200;

/** Begins a run at an instant that may lie in the past: the waits then catch up by themselves. */
export function start(plan: Plan, enrolment: Enrolment, at: EpochMs): Step {
  const state: State = {
    v: 1,
    entered: at,
    now: at,
    lastSeq: enrolment.seq,
    nextRow: 1,
    tokens: [],
    queue: [],
    kept: [],
    visits: {},
    rows: [],
  };
  const token: Token = { id: 1, at: plan.entry, since: at, visit: 0, hops: 0, doing: { wait: null } };
  state.tokens.push(token);
  arrive(plan, state, token, plan.entry, at, enrolment.event ? { event: enrolment.event } : undefined);
  return settle(plan, state, at);
}

/** Applies one input. The given state is not changed. */
export function advance(plan: Plan, before: State, input: Input): Step {
  if (before.ended) return { state: before, effects: [finished(before)] };
  const state = copy(before);
  switch (input.kind) {
    case 'event':
      if (input.event.seq <= state.lastSeq) break;
      state.lastSeq = input.event.seq;
      if (plan.listens.includes(input.event.type)) state.queue.push(input.event);
      break;
    case 'acted':
      acted(plan, state, input);
      break;
    case 'passed':
      return settle(plan, state, input.at);
  }
  return settle(plan, state, Number.NEGATIVE_INFINITY);
}

/** Hands over the rows written so far and empties the buffer. */
export function takeRows(state: State): { state: State; rows: TraceRow[] } {
  return { state: { ...state, rows: [] }, rows: state.rows };
}

/**
 * Applies what can be applied, in order of time: before an event at t every deadline < t fires; at the same instant
 * the event comes first. Deadlines after the last event fire up to `passed` only. While an activity is out, nothing
 * moves: its result belongs to an earlier instant than anything that is queued.
 */
function settle(plan: Plan, state: State, passed: EpochMs): Step {
  while (!state.ended && !state.held && !state.tokens.some(isActing)) {
    const due = earliest(state.tokens);
    const [event] = state.queue;
    const eventAt = event ? Math.max(event.at, state.now) : undefined;
    if (due && (eventAt !== undefined ? due.at < eventAt : due.at <= passed))
      fireDeadline(plan, state, due.token, due.at);
    else if (event && eventAt !== undefined) {
      state.queue.shift();
      applyEvent(plan, state, event);
    } else break;
  }
  return { state, effects: effects(plan, state) };
}

function effects(plan: Plan, state: State): Effect[] {
  if (state.ended) return [finished(state)];
  if (state.held) return [{ do: 'hold', reason: state.held.reason }];
  const acting = state.tokens.flatMap((token): Effect[] => {
    const op = plan.ops[token.at];
    if (!('act' in token.doing) || op?.op !== 'act') return [];
    return [
      {
        do: 'perform',
        token: token.id,
        kind: op.kind,
        with: op.with,
        node: op.node,
        visit: token.visit,
        at: token.doing.at,
      },
    ];
  });
  return acting.length > 0 ? acting : [{ do: 'wait', until: earliest(state.tokens)?.at ?? null }];
}

const finished = (state: State): Effect => ({
  do: 'finish',
  how: state.ended?.how ?? 'finished',
  outcome: state.ended?.outcome ?? '',
});
const isActing = (token: Token): boolean => 'act' in token.doing;

function earliest(tokens: readonly Token[]): { token: Token; at: EpochMs } | undefined {
  let first: { token: Token; at: EpochMs } | undefined;
  for (const token of tokens) {
    if (!('wait' in token.doing) || token.doing.wait === null) continue;
    // A deadline counted from entry can lie before the arrival: it then fires on arrival, never before it.
    const at = Math.max(token.doing.wait, token.since);
    if (!first || at < first.at) first = { token, at };
  }
  return first;
}

function acted(plan: Plan, state: State, input: Extract<Input, { kind: 'acted' }>): void {
  const token = state.tokens.find((candidate) => candidate.id === input.token);
  const op = token && plan.ops[token.at];
  // A result for an activity that is no longer out is a duplicate and changes nothing.
  if (!token || op?.op !== 'act' || !('act' in token.doing)) return;
  if ((input.node ?? op.node) !== op.node || (input.visit ?? token.visit) !== token.visit) return;
  const exit = (Object.hasOwn(op.outcomes, input.outcome) && op.outcomes[input.outcome]) || op.next;
  const { at } = token.doing;
  row(state, token, op, {
    kind: 'acted',
    at,
    port: exit.port,
    by: input.outcome,
    ...(input.detail ? { detail: input.detail } : {}),
  });
  arrive(plan, state, token, exit.to, at);
}

function fireDeadline(plan: Plan, state: State, token: Token, at: EpochMs): void {
  const op = plan.ops[token.at];
  if (op?.op !== 'wait' || !op.until) return;
  // A wait that was over on arrival let no time pass; round a loop it would let a run spin for ever.
  if (at > token.since) token.hops = 0;
  row(state, token, op, { kind: 'woke', at, port: op.until.port, by: 'deadline' });
  arrive(plan, state, token, op.until.to, at);
}

function applyEvent(plan: Plan, state: State, event: RunEvent): void {
  const late = event.at < state.now;
  // What comes later in the patient's order cannot happen before this any more, whether or not somebody waits for it.
  state.now = Math.max(state.now, event.at);
  state.kept = state.kept.filter((other) => other.at >= state.now);
  for (const token of state.tokens) {
    const op = plan.ops[token.at];
    if (op?.op !== 'wait' || !('wait' in token.doing)) continue;
    const exit = matching(op, event);
    if (exit && counts(op, event, token.since)) return wake(plan, state, token, op, exit, event, late);
  }
  // Nobody waits for it now; a step that completes at this very instant may lead to a wait that does (rule 3).
  if (!late) state.kept.push(event);
}

function wake(plan: Plan, state: State, token: Token, op: WaitOp, exit: Exit, event: RunEvent, late: boolean): void {
  const { now: at } = state;
  const detail = { event: event.id, ...(late ? { late } : {}) };
  token.hops = 0;
  row(state, token, op, { kind: 'woke', at, port: exit.port, by: event.type, detail });
  arrive(plan, state, token, exit.to, at);
}

function matching(op: WaitOp, event: RunEvent): Exit | undefined {
  return op.events.find(
    (wanted) => wanted.type === event.type && (!wanted.where || evaluate(wanted.where, event.data ?? {}) === true),
  );
}

/** Rule 3: from the instant (inclusive) at which the preceding step completed; or only after it. */
const counts = (op: WaitOp, event: RunEvent, since: EpochMs): boolean =>
  op.lookBack ? event.at >= since : event.at > since;

/** Moves a token on, through every instruction that needs no time, until it waits, acts or ends. */
function arrive(
  plan: Plan,
  state: State,
  token: Token,
  to: Address,
  at: EpochMs,
  detail?: Record<string, unknown>,
): void {
  state.now = Math.max(state.now, at);
  state.kept = state.kept.filter((event) => event.at >= at);
  token.since = at;
  token.at = to;
  for (;;) {
    const op = plan.ops[token.at];
    if (!op) throw new Error(`the plan has no instruction at ${token.at}`);
    token.visit = (state.visits[op.node] ?? 0) + 1;
    state.visits[op.node] = token.visit;
    if (op.op === 'begin') {
      row(state, token, op, { kind: 'entered', at, port: op.next.port, ...(detail ? { detail } : {}) });
      token.at = op.next.to;
      continue;
    }
    row(state, token, op, { kind: 'entered', at });
    token.hops += 1;
    if (token.hops > MAX_HOPS) return hold(state, token, op, 'loop');
    if (op.op === 'end') {
      row(state, token, op, { kind: 'left', at, by: op.outcome });
      state.ended = { how: 'finished', outcome: op.outcome };
      return;
    }
    if (op.op === 'act') {
      token.doing = { act: 'requested', at };
      return;
    }
    const seen = state.kept.find((event) => matching(op, event) && counts(op, event, token.since));
    const exit = seen && matching(op, seen);
    if (!seen || !exit) return wait(state, token, op, at);
    state.kept = state.kept.filter((event) => event !== seen);
    row(state, token, op, { kind: 'woke', at, port: exit.port, by: seen.type, detail: { event: seen.id } });
    token.at = exit.to;
  }
}

function wait(state: State, token: Token, op: WaitOp, at: EpochMs): void {
  const until = op.until ? instantOf(op.until.deadline, state.entered, at) : null;
  token.doing = { wait: until };
  row(state, token, op, { kind: 'waiting', at, ...(until === null ? {} : { until }) });
}

const instantOf = (deadline: Deadline, entered: EpochMs, arrived: EpochMs): EpochMs =>
  'after' in deadline ? arrived + deadline.after : entered + deadline.sinceEntry;

function hold(state: State, token: Token, op: Op, reason: string): void {
  token.doing = { wait: null };
  state.held = { reason };
  row(state, token, op, { kind: 'held', at: state.now, by: reason });
}

function row(state: State, token: Token, op: Op, rest: Omit<TraceRow, 'seq' | 'node' | 'visit'>): void {
  state.rows.push({ seq: state.nextRow, node: op.node, visit: token.visit, ...rest });
  state.nextRow += 1;
}

/** Copies what advance() changes; events and rows are never changed in place. */
function copy(state: State): State {
  return {
    ...state,
    tokens: state.tokens.map((token) => ({ ...token })),
    queue: [...state.queue],
    kept: [...state.kept],
    visits: { ...state.visits },
    rows: [...state.rows],
  };
}
