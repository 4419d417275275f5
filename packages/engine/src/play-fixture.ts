import type { Address, Condition, EndOp, Exit, Op, Plan, RunEvent, TraceRow, WaitOp } from '@suivi/schema';
import { expect } from 'vitest';
import { advance, start, takeRows } from './advance.ts';
import type { Effect, Input, State, Step } from './state.ts';

const exit = (port: string, to: Address): Exit => ({ port, to });

/** Instructions, short to write. Instants and lengths in tests are small numbers. */
export const begin =
  (to: Address) =>
  (node: string): Op => ({ op: 'begin', node, next: exit('next', to) });
export const end =
  (outcome: string) =>
  (node: string): EndOp => ({ op: 'end', node, outcome });
export const act =
  (next: Address, outcomes: Record<string, Address> = {}) =>
  (node: string): Op => ({
    op: 'act',
    node,
    kind: 'sendMessage',
    with: { content: `text of ${node}` },
    outcomes: Object.fromEntries(Object.entries(outcomes).map(([outcome, to]) => [outcome, exit(outcome, to)])),
    next: exit('next', next),
  });

type Until = { after: number; to: Address } | { sinceEntry: number; to: Address };

export const wait =
  (
    until: Until | undefined,
    events: { type: string; to: Address; where?: Condition }[] = [],
    { lookBack = true }: { lookBack?: boolean } = {},
  ) =>
  (node: string): WaitOp => ({
    op: 'wait',
    node,
    ...(until ? { until: { ...exit('timeout', until.to), deadline: deadlineOf(until) } } : {}),
    events: events.map(({ type, to, where }) => ({ type, ...(where ? { where } : {}), ...exit(`got ${type}`, to) })),
    lookBack,
  });

const deadlineOf = (until: Until) => ('after' in until ? { after: until.after } : { sinceEntry: until.sinceEntry });

export function planOf(ops: Record<Address, (node: string) => Op>): Plan {
  const lowered = Object.fromEntries(Object.entries(ops).map(([node, op]) => [node, op(node)]));
  const listens = Object.values(lowered).flatMap((op) => (op.op === 'wait' ? op.events.map(({ type }) => type) : []));
  return {
    v: 2,
    journey: 'journey-1',
    zone: 'Asia/Shanghai',
    entry: 'start',
    trigger: { on: 'event', event: 'order.paid', reentry: { mode: 'per-event' } },
    ops: lowered,
    listens: [...new Set(listens)].sort(),
    facts: [],
    exits: [],
    guards: [],
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

  constructor(plan: Plan, at = 0) {
    this.plan = freeze(plan);
    const step = start(plan, { run: 'r1', patient: 'p1', seq: 0, event: { id: 'e0', type: 'order.paid' } }, at);
    this.state = step.state;
    this.effects = step.effects;
    this.#take(step);
  }

  feed(input: Input): this {
    const step = advance(this.plan, freeze(this.state), freeze(input));
    expect(advance(stored(this.plan), stored(this.state), stored(input))).toEqual(step);
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

  acted(outcome = 'queued'): this {
    return this.feed({ kind: 'acted', token: 1, outcome });
  }

  /** `instant node kind port by`, without what a test of paths does not look at. */
  get path(): string[] {
    return this.rows
      .filter(({ kind }) => kind !== 'entered' && kind !== 'waiting')
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
