/**
 * The state machine that gives a journey its meaning. Pure: no clock, no I/O, no dependency, so the same code runs
 * under Temporal, under a virtual clock and under replay.
 */
import type { EpochMs, Plan, TraceRow, ZoneTable } from '@suivi/schema';
import { complete } from './apply-event.ts';
import { obey } from './command.ts';
import { effectsOf } from './effects.ts';
import { type Ground, opAt } from './ground.ts';
import { hasConditions, recheckRules } from './rules.ts';
import { settle } from './settle.ts';
import type { Enrolment, Input, State, Step, Token } from './state.ts';
import { consider } from './wait.ts';
import { waitForOutcome } from './wait-for-time.ts';
import { arrive, resume } from './walk.ts';

const NEVER = Number.NEGATIVE_INFINITY;

/**
 * Begins a run at an instant that may lie in the past: the waits then catch up by themselves.
 * `zone` is the wall clock of the patient; plans without local times do without.
 */
export function start(plan: Plan, enrolment: Enrolment, at: EpochMs, zone?: ZoneTable): Step {
  const ground = begin(plan, enrolment, at, zone);
  return { state: ground.state, effects: effectsOf(ground) };
}

/** Applies one input. The given state is not changed. */
export function advance(plan: Plan, before: State, input: Input, zone?: ZoneTable): Step {
  const state = before.ended ? before : copy(before);
  const ground: Ground = { plan, state, zone, facts: undefined, factsAt: NEVER, calendars: undefined };
  apply(ground, input);
  return { state, effects: effectsOf(ground) };
}

/** Puts a run at the entry of its plan and lets it go on from there. */
export function begin(plan: Plan, enrolment: Enrolment, at: EpochMs, zone: ZoneTable | undefined): Ground {
  const state: State = {
    v: 3,
    run: enrolment.run,
    patient: enrolment.patient,
    entered: at,
    now: at,
    lastSeq: enrolment.seq,
    nextRow: 1,
    nextToken: 2,
    tokens: [],
    queue: [],
    kept: [],
    visits: [],
    rounds: {},
    variables: {},
    ...(enrolment.entry ? { entry: enrolment.entry } : {}),
    ...(enrolment.closes ? { closes: enrolment.closes } : {}),
    ...(enrolment.clinicalHold ? { stopped: { clinical: { since: at } } } : {}),
    rows: [],
  };
  const ground: Ground = { plan, state, zone, facts: undefined, factsAt: NEVER, calendars: undefined };
  if (hasConditions(plan)) state.recheck = true;
  const token: Token = { id: 1, at: plan.entry, since: at, visit: 0, hops: 0, doing: { wait: null } };
  state.tokens.push(token);
  arrive(ground, token, plan.entry, at, enrolment.event ? { event: enrolment.event } : undefined);
  // A deadline of this very instant waits for what may still come in at it: an exit rule or an event is before it.
  settle(ground, plan.sendsFirst ? at : NEVER);
  noteHeld(state);
  return ground;
}

/** Applies one input to the state on this ground. After the end of a run nothing changes any more. */
export function apply(ground: Ground, input: Input): void {
  const { plan, state } = ground;
  if (state.ended) return;
  ground.facts = undefined;
  ground.calendars = undefined;
  let passed = NEVER;
  switch (input.kind) {
    case 'event':
      if (input.event.seq <= state.lastSeq) break;
      state.lastSeq = input.event.seq;
      if (plan.listens.includes(input.event.type)) state.queue.push(input.event);
      break;
    case 'acted':
      acted(ground, input);
      break;
    case 'passed':
      ground.facts = input.facts;
      ground.factsAt = input.at;
      ground.calendars = input.calendars;
      passed = input.at;
      break;
    case 'facts':
      ground.facts = input.facts;
      ground.factsAt = state.now;
      // They were asked for: a driver that brings none knows of none.
      ground.calendars = input.calendars ?? [];
      factsArrived(ground);
      break;
    case 'command':
      obey(ground, input.command);
      break;
  }
  settle(ground, passed);
  noteHeld(state);
}

/** A run is no longer held once whatever held it has been moved or has ended. */
function noteHeld(state: State): void {
  if (state.held && !state.tokens.some(({ doing }) => 'wait' in doing && doing.held !== undefined)) delete state.held;
}

/** Hands over the rows written so far and empties the buffer. */
export function takeRows(state: State): { state: State; rows: TraceRow[] } {
  const next = { ...state };
  next.rows = [];
  return { state: next, rows: state.rows };
}

function acted(ground: Ground, input: Extract<Input, { kind: 'acted' }>): void {
  const { plan, state } = ground;
  const token = state.tokens.find((candidate) => candidate.id === input.token);
  const op = token && opAt(plan, token.at);
  // A result for an activity that is no longer out is a duplicate and changes nothing.
  if (!token || op?.op !== 'act' || !('act' in token.doing)) return;
  if ((input.node ?? op.node) !== op.node || (input.visit ?? token.visit) !== token.visit) return;
  const { outcome, detail } = input;
  const { at } = token.doing;
  if (outcome === 'pending' && op.pending) return waitForOutcome(ground, token, op, at);
  complete(ground, token, op, { outcome, at, detail });
}

/** The facts count for what was waiting for them, at the instants at which it was; and for what that leads to at once. */
function factsArrived(ground: Ground): void {
  const { state, plan } = ground;
  if (state.recheck) recheckRules(ground);
  for (const token of [...state.tokens]) {
    // A track before this one may have ended the run, or have met a join that gives this one up.
    if (state.ended || !('facts' in token.doing) || !state.tokens.includes(token)) continue;
    const { at, was } = token.doing;
    const op = opAt(plan, token.at);
    if (op.op === 'act') {
      if (token.set) token.doing = { wait: was ?? null, pending: true };
      else waitForOutcome(ground, token, op, at, was);
      continue;
    }
    if (was === undefined || op.op !== 'wait') {
      resume(ground, token, at);
      continue;
    }
    const next = consider(ground, token, op, at, was);
    if (next !== undefined) arrive(ground, token, next, at);
  }
}

/** Copies what an input changes in place; events, rows and groups are replaced instead. Assigned, because that is faster. */
function copy(state: State): State {
  const next = { ...state };
  next.tokens = state.tokens.map((token) => ({ ...token }));
  next.queue = state.queue.slice();
  next.kept = state.kept.slice();
  next.visits = state.visits.slice();
  next.rounds = { ...state.rounds };
  next.variables = { ...state.variables };
  next.rows = state.rows.slice();
  return next;
}
