import type {
  ActOp,
  Address,
  Assignment,
  Condition,
  Deadline,
  EndOp,
  EventMatch,
  Exit,
  HoldPolicy,
  Op,
  Plan,
  RunEvent,
  TraceRow,
  WaitOp,
  ZoneTable,
} from '@suivi/schema';
import { expect } from 'vitest';
import { advance, start, takeRows } from './advance.ts';
import { CLINICAL_HOLD, CLINICAL_RELEASE } from './names.ts';
import type { Calendars, Closing, Command, Effect, Facts, Input, State, Step } from './state.ts';

const exit = (port: string, to: Address): Exit => ({ port, to });

/** Instructions, short to write. Instants and lengths in tests are small numbers. */
export const begin =
  (to: Address) =>
  (node: string): Op => ({ op: 'begin', node, next: exit('next', to) });
export const end =
  (outcome: string) =>
  (node: string): EndOp => ({ op: 'end', node, outcome });
/** The end of one track: the run goes on without it. */
export const endTrack =
  (outcome: string) =>
  (node: string): EndOp => ({ op: 'end', node, outcome, track: true });
export const fork =
  (...tracks: Address[]) =>
  (node: string): Op => ({ op: 'fork', node, tracks: tracks.map((to) => exit(to, to)) });
export const join =
  (wants: 'all' | 'any' | number, next: Address, of?: string) =>
  (node: string): Op => ({ op: 'join', node, wants, ...(of ? { fork: of } : {}), next: exit('next', next) });
export const act =
  (next: Address, outcomes: Record<string, Address> = {}, hold?: HoldPolicy) =>
  (node: string): Op => ({
    op: 'act',
    node,
    kind: 'sendMessage',
    with: { content: `text of ${node}` },
    outcomes: Object.fromEntries(Object.entries(outcomes).map(([outcome, to]) => [outcome, exit(outcome, to)])),
    next: exit('next', next),
    ...(hold ? { hold } : {}),
  });

/** An activity whose outcome comes later: a to-do. */
export const ask =
  (next: Address, outcomes: Record<string, Address>, until?: { after: number; to: Address }) =>
  (node: string): ActOp => ({
    op: 'act',
    node,
    kind: 'createTask',
    with: {},
    outcomes: Object.fromEntries(Object.entries(outcomes).map(([outcome, to]) => [outcome, exit(outcome, to)])),
    next: exit('next', next),
    pending: {
      event: 'task.closed',
      ...(until ? { until: { deadline: { after: until.after }, ...exit('unanswered', until.to) } } : {}),
    },
  });

export const branch =
  (cases: [Condition, Address][], otherwise: Address, unknown?: Address) =>
  (node: string): Op => ({
    op: 'branch',
    node,
    cases: cases.map(([condition, to], index) => ({ if: condition, ...exit(`case-${index + 1}`, to) })),
    ...(unknown ? { unknown: exit('unknown', unknown) } : {}),
    else: exit('else', otherwise),
  });

export const split =
  (arms: Record<Address, number>) =>
  (node: string): Op => ({
    op: 'split',
    node,
    arms: Object.entries(arms).map(([to, weight]) => ({ weight, ...exit(to, to) })),
  });

export const set =
  (assignments: Assignment[], next: Address) =>
  (node: string): Op => ({ op: 'set', node, set: assignments, next: exit('next', next) });

export const repeat =
  (times: number, again: Address, done: Address) =>
  (node: string): Op => ({ op: 'repeat', node, times, again: exit('again', again), done: exit('done', done) });

/** A wait for a deadline of the wall clock, or for a condition. */
export const waitUntil =
  (deadline: Deadline | undefined, to: Address, more: Partial<WaitOp> = {}) =>
  (node: string): WaitOp => ({
    op: 'wait',
    node,
    ...(deadline ? { until: { deadline, ...exit('due', to) } } : {}),
    events: [],
    lookBack: true,
    ...more,
  });

export const is = (
  from: 'patient' | 'variable' | 'entry' | 'last',
  field: string,
  value: string | number,
): Condition => ({
  op: 'compare',
  from,
  field,
  is: '=',
  value,
});

type Until = { after: number; to: Address } | { sinceEntry: number; to: Address };

export const wait =
  (
    until: Until | undefined,
    events: ({ to: Address } & EventMatch)[] = [],
    { lookBack = true, hold }: { lookBack?: boolean; hold?: HoldPolicy } = {},
  ) =>
  (node: string): WaitOp => ({
    op: 'wait',
    node,
    ...(until ? { until: { ...exit('timeout', until.to), deadline: deadlineOf(until) } } : {}),
    events: events.map(({ to, ...match }) => ({ ...match, ...exit(`got ${match.type}`, to) })),
    lookBack,
    ...(hold ? { hold } : {}),
  });

const deadlineOf = (until: Until) => ('after' in until ? { after: until.after } : { sinceEntry: until.sinceEntry });

/** Addresses such as `n/1` are further instructions of the node before the slash. */
export function planOf(
  ops: Record<Address, (node: string) => Op>,
  rules: Partial<Pick<Plan, 'exits' | 'goals' | 'guards' | 'facts' | 'calendars'>> & { listens?: string[] } = {},
): Plan {
  const lowered = Object.fromEntries(
    Object.entries(ops).map(([address, op]) => [address, op(address.replace(/\/.*/, ''))]),
  );
  const listens = Object.values(lowered).flatMap((op) => {
    if (op.op === 'act') return op.pending ? [op.pending.event] : [];
    return op.op === 'wait' ? op.events.map(({ type }) => type) : [];
  });
  return {
    v: 3,
    journey: 'journey-1',
    zone: 'Asia/Shanghai',
    entry: 'start',
    trigger: { on: 'event', event: 'order.paid', reentry: { mode: 'per-event' } },
    ops: lowered,
    listens: [...new Set([...listens, CLINICAL_HOLD, CLINICAL_RELEASE, ...(rules.listens ?? [])])].sort(),
    facts: rules.facts ?? [],
    exits: rules.exits ?? [],
    goals: rules.goals ?? [],
    guards: rules.guards ?? [],
    calendars: rules.calendars ?? [],
    testOnly: false,
  };
}

export function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}

const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

export interface PlayOptions {
  zone?: ZoneTable;
  clinicalHold?: true;
  closes?: Closing;
  entry?: Record<string, unknown>;
}

/**
 * A driver for tests. Every step of every test is taken twice, once from the state in memory (frozen) and once from the
 * state as it was saved and restored, and both must give the same.
 */
export class Play {
  readonly plan: Plan;
  readonly rows: TraceRow[] = [];
  state: State;
  effects: Effect[];
  #seq = 0;

  readonly #zone: ZoneTable | undefined;

  constructor(plan: Plan, at = 0, { zone, closes, entry, clinicalHold }: PlayOptions = {}) {
    this.plan = freeze(plan);
    this.#zone = zone;
    const enrolment = {
      run: 'r1',
      patient: 'p1',
      seq: 0,
      event: { id: 'e0', type: 'order.paid' },
      ...(closes ? { closes } : {}),
      ...(entry ? { entry } : {}),
      ...(clinicalHold ? { clinicalHold } : {}),
    };
    const step = start(plan, enrolment, at, zone);
    this.state = step.state;
    this.effects = step.effects;
    this.#take(step);
  }

  feed(input: Input): this {
    const step = advance(this.plan, freeze(this.state), freeze(input), this.#zone);
    expect(advance(stored(this.plan), stored(this.state), stored(input), this.#zone)).toEqual(step);
    this.#take(step);
    return this;
  }

  event(type: string, at: number, data?: Record<string, unknown>): this {
    this.#seq += 1;
    return this.deliver({ seq: this.#seq, id: `e${this.#seq}`, type, at, ...(data ? { data } : {}) });
  }

  deliver(event: RunEvent): this {
    return this.feed({ kind: 'event', event });
  }

  passed(at: number): this {
    return this.feed({ kind: 'passed', at });
  }

  acted(outcome = 'queued', token = 1): this {
    return this.feed({ kind: 'acted', token, outcome });
  }

  facts(facts: Facts, calendars?: Calendars): this {
    return this.feed({ kind: 'facts', facts, ...(calendars ? { calendars } : {}) });
  }

  /** A command of somebody who saw the newest row. */
  command(command: Partial<Command> & Pick<Command, 'op' | 'node'>): this {
    const seen = { at: this.state.now, expectSeq: this.state.nextRow - 1, by: 'u1', reason: 'asked' };
    return this.feed({ kind: 'command', command: { ...seen, ...command } });
  }

  /** `instant node kind port by`, without what a test of paths does not look at. */
  get path(): string[] {
    return this.rows
      .filter(({ kind }) => kind !== 'entered' && kind !== 'waiting' && kind !== 'acting')
      .map(({ at, node, kind, port, by }) => [at, node, kind, port, by].filter((part) => part !== undefined).join(' '));
  }

  get last(): TraceRow | undefined {
    return this.rows.at(-1);
  }

  get waitsUntil(): number | null | undefined {
    const [effect] = this.effects;
    return effect?.do === 'wait' ? effect.until : undefined;
  }

  #take(step: Step): void {
    const { state, rows } = takeRows(step.state);
    this.rows.push(...rows);
    this.state = state;
    this.effects = step.effects;
  }
}
