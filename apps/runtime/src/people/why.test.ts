import type { Condition, Plan, RunStep } from '@suivi/schema';
import { describe, expect, it } from 'vitest';
import { type Evidence, why } from './why.ts';

const low: Condition = { op: 'compare', field: 'value', is: '<', value: 70 };

/** trigger → ask → fork (low → nurse, else → praise) → both → end; beside it an exit rule. */
const document: Evidence['document'] = {
  nodes: Object.fromEntries(
    ['start', 'ask', 'fork', 'nurse', 'praise', 'end', 'stop', 'island'].map((id) => [
      id,
      { type: 'message', version: 1, config: {} },
    ]),
  ),
  wires: {
    a: { from: 'start', port: 'next', to: 'ask' },
    b: { from: 'ask', port: 'event', to: 'fork' },
    c: { from: 'ask', port: 'timeout', to: 'end' },
    d: { from: 'fork', port: 'low', to: 'nurse' },
    e: { from: 'fork', port: 'else', to: 'praise' },
    f: { from: 'nurse', port: 'next', to: 'end' },
    g: { from: 'praise', port: 'next', to: 'end' },
  },
};

const plan: Pick<Plan, 'ops' | 'exits' | 'goals' | 'guards'> = {
  ops: {
    ask: {
      op: 'wait',
      node: 'ask',
      until: { deadline: { after: 1_000 }, port: 'timeout', to: 'end' },
      events: [{ type: 'glucose.measured', port: 'event', to: 'fork' }],
      lookBack: true,
    },
    fork: {
      op: 'branch',
      node: 'fork',
      cases: [{ if: low, port: 'low', to: 'nurse' }],
      else: { port: 'else', to: 'praise' },
    },
    nurse: {
      op: 'act',
      node: 'nurse',
      kind: 'createTask',
      with: {},
      outcomes: {},
      next: { port: 'next', to: 'end' },
      pending: { event: 'task.closed' },
    },
  },
  exits: [{ node: 'stop', on: { type: 'therapy.stopped' }, outcome: 'stopped' }],
  goals: [],
  guards: [],
};

type Row = [node: string, kind: RunStep['kind'], more?: Partial<RunStep>];
const rows = (...given: Row[]): RunStep[] =>
  given.map(([node, kind, more], k) => ({
    seq: k + 1,
    epoch: 0,
    node,
    visit: 1,
    kind,
    at: (k + 1) * 10,
    recorded: 0,
    ...more,
  }));

const asked: Row[] = [
  ['start', 'entered', { port: 'next' }],
  ['ask', 'entered'],
  ['ask', 'waiting', { until: 1_020 }],
];
const measured: Row[] = [
  ...asked,
  ['ask', 'woke', { port: 'event', by: 'glucose.measured', detail: { event: 'e1' } }],
  ['fork', 'entered'],
  ['fork', 'branched', { port: 'low', by: 'case', detail: { values: { 'event.value': 62 } } }],
  ['nurse', 'entered'],
  ['nurse', 'acting', { until: 5_000 }],
];
const ask = (given: Row[], node: string) => why({ run: { steps: rows(...given), number: 3 }, document, plan }, node);
const fork = {
  node: 'fork',
  took: 'low',
  by: 'case',
  values: { 'event.value': 62 },
  cases: [{ port: 'low', if: low }],
};

describe('why here', () => {
  it('names the way that led here, the last decision with its values, and what is waited for', () => {
    expect(ask(measured, 'nurse')).toMatchObject({
      answer: 'here',
      since: 70,
      came: { how: 'wire', from: 'fork', port: 'low' },
      decision: fork,
      waits: { until: 5_000, events: [], person: true },
    });
  });

  it('names the events and the deadline of a wait', () => {
    expect(ask(asked, 'ask')).toMatchObject({
      answer: 'here',
      came: { how: 'wire', from: 'start', port: 'next' },
      waits: { until: 1_020, events: ['glucose.measured'] },
    });
  });

  it('says who moved somebody here, and their reason', () => {
    const moved: Row = ['ask', 'moved', { by: 'operator', who: '周倩', detail: { reason: '电话确认', to: 'praise' } }];
    expect(ask([...asked, moved, ['praise', 'entered']], 'praise')).toMatchObject({
      answer: 'here',
      came: { how: 'moved', from: 'ask', by: 'operator', who: '周倩', reason: '电话确认' },
    });
  });

  it('says that a run is held, and since when nothing else has come', () => {
    expect(ask([...asked, ['ask', 'held', { by: 'loop' }]], 'ask')).toMatchObject({ answer: 'here', held: 'loop' });
  });

  it('says how it came when the port was left open and leads where its fallback does', () => {
    const past: Row[] = [...asked, ['ask', 'woke', { port: 'past', by: 'past' }], ['end', 'entered']];
    expect(ask(past, 'end')).toMatchObject({ answer: 'here', came: { how: 'wire', from: 'ask', port: 'past' } });
  });
});

describe('was here', () => {
  it('says by which port the run went on', () => {
    expect(ask(measured, 'ask')).toMatchObject({
      answer: 'went-on',
      port: 'event',
      at: 40,
      on: { by: 'glucose.measured' },
    });
  });

  it('says that an operator took the run out, and why', () => {
    const out: Row = ['ask', 'left', { by: 'operator', who: '周倩', detail: { exit: 'operator', reason: '转院' } }];
    expect(ask([...asked, out], 'ask')).toMatchObject({
      answer: 'ended-here',
      outcome: 'operator',
      mover: { by: 'operator', who: '周倩', reason: '转院' },
    });
  });
});

describe('why not there', () => {
  it('names the nearest fork on the way there, the port taken and the values', () => {
    expect(ask(measured, 'praise')).toMatchObject({
      answer: 'other-way',
      decision: fork,
      wanted: ['else'],
      still: false,
    });
  });

  it('says that the way there is still open, and what the run waits for', () => {
    expect(ask(asked, 'praise')).toMatchObject({
      answer: 'not-yet',
      at: 'ask',
      wanted: ['event'],
      waits: { until: 1_020 },
    });
    expect(ask(asked, 'end')).toMatchObject({ answer: 'not-yet', at: 'ask', wanted: ['timeout', 'event'] });
  });

  it('says that the run ended before, by an exit rule', () => {
    const stopped: Row[] = [
      ...asked,
      ['ask', 'moved', { by: 'rule' }],
      ['stop', 'entered', { detail: { event: 'e2' } }],
      ['stop', 'left', { by: 'stopped', detail: { exit: 'rule' } }],
    ];
    expect(ask(stopped, 'nurse')).toMatchObject({
      answer: 'ended-before',
      at: 'ask',
      outcome: 'stopped',
      mover: { by: 'rule' },
    });
    expect(ask(stopped, 'stop')).toMatchObject({ answer: 'ended-here', came: { how: 'rule' }, mover: { by: 'rule' } });
  });

  it('says that an operator moved the run past it', () => {
    const moved: Row = ['ask', 'moved', { by: 'operator', detail: { reason: 'x', to: 'end' } }];
    expect(ask([...asked, moved, ['end', 'entered']], 'fork')).toMatchObject({
      answer: 'moved-past',
      at: 'ask',
      to: 'end',
    });
  });

  it('tells a silent rule, an island and a node of another version apart', () => {
    expect(ask(asked, 'stop')).toMatchObject({ answer: 'rule-silent', events: ['therapy.stopped'] });
    expect(ask(asked, 'island')).toMatchObject({ answer: 'no-way' });
    expect(ask(asked, 'gone')).toEqual({ node: 'gone', answer: 'not-in-version', number: 3 });
  });
});
