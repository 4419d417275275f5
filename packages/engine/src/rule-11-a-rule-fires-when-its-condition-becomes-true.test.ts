import type { Condition } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
import { begin, end, endTrack, is, Play, planOf, wait } from './play-fixture.ts';

const when: Condition = is('patient', 'state', 'ill');
const ops = {
  start: begin('long'),
  long: wait({ after: 1_000, to: 'done' }),
  there: wait({ after: 1_000, to: 'done' }),
  back: endTrack('back'),
  done: end('done'),
};
const change = (play: Play, at: number, state?: string) =>
  play.event('field.changed', at, { key: 'state' }).facts(state === undefined ? {} : { state });
const firings = (play: Play) =>
  play.rows.filter(({ node, kind }) => node === 'rule' && kind === 'entered').map(({ at }) => at);
const watching = { facts: ['state'], listens: ['field.changed'] };

describe('a guard', () => {
  const plan = planOf(ops, { guards: [{ node: 'rule', when, next: { port: 'then', to: 'back' } }], ...watching });

  test('fires when a field makes its condition true, not when the same value is written again', () => {
    const play = new Play(plan).facts({ state: 'well' });
    for (const [at, state] of [
      [10, 'ill'],
      [20, 'ill'],
      [30, 'well'],
      [40, 'ill'],
    ] as const)
      change(play, at, state);
    expect(firings(play)).toEqual([10, 40]);
  });

  test('does not fire for a value that nobody knows, and fires when it becomes known', () => {
    const play = new Play(plan).facts({});
    change(play, 10);
    expect(firings(play)).toEqual([]);
    change(play, 20, 'ill');
    expect(firings(play)).toEqual([20]);
  });

  test('fires at the entry of whom it holds for then', () => {
    expect(firings(new Play(plan).facts({ state: 'ill' }))).toEqual([0]);
  });
});

describe('a goal', () => {
  const goals = ['rule', 'other'].map((node) => ({ node, when, next: { port: 'reached', to: 'there' } }));
  const plan = planOf(ops, { goals, ...watching });

  test('is reached when a field makes its condition true; a missing value is not enough', () => {
    const play = new Play(plan).facts({});
    change(play, 10);
    expect(firings(play)).toEqual([]);
    change(play, 20, 'ill');
    expect(firings(play)).toEqual([20]);
  });

  test('that became true together with an earlier one waits until it becomes true again', () => {
    const play = new Play(plan).facts({ state: 'ill' });
    change(play, 10, 'ill');
    expect(play.rows.filter(({ node }) => node === 'other')).toEqual([]);
    change(play, 20, 'well');
    change(play, 30, 'ill');
    expect(play.path).toEqual(['0 long moved goal', '30 there moved goal']);
  });
});

describe('an exit rule', () => {
  const plan = planOf(ops, { exits: [{ node: 'rule', when, outcome: 'ill' }], ...watching });

  test('takes out whom it holds for, at the entry or later, and nobody for a missing value', () => {
    expect(new Play(plan).facts({ state: 'ill' }).path.at(-1)).toBe('0 rule left ill');
    const play = new Play(plan).facts({});
    expect(change(play, 10).waitsUntil).toBe(1_000);
    expect(change(play, 20, 'ill').path.at(-1)).toBe('20 rule left ill');
  });

  test('comes before anything that is sent or decided in the same instant', () => {
    const busy = planOf(
      {
        ...ops,
        start: begin('hello'),
        hello: (node) => ({
          op: 'act',
          node,
          kind: 'sendMessage',
          with: {},
          outcomes: {},
          next: { port: 'next', to: 'long' },
        }),
      },
      { exits: [{ node: 'rule', when, outcome: 'ill' }], ...watching },
    );
    const play = new Play(busy);
    expect(play.effects).toEqual([{ do: 'facts', fields: ['state'] }]);
    expect(play.facts({ state: 'ill' }).path).toEqual(['0 hello moved rule', '0 rule left ill']);
    expect(new Play(busy).facts({ state: 'well' }).effects).toMatchObject([{ do: 'perform', node: 'hello', at: 0 }]);
  });
});

test('a guard whose condition becomes true in the instant of a goal fires as well, after it', () => {
  const plan = planOf(ops, {
    goals: [{ node: 'goal', when, next: { port: 'reached', to: 'there' } }],
    guards: [{ node: 'rule', when, next: { port: 'then', to: 'back' } }],
    ...watching,
  });
  expect(new Play(plan).facts({ state: 'ill' }).path).toEqual(['0 long moved goal', '0 back left back']);
});
