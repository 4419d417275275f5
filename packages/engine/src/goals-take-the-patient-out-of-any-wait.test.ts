import type { Goal } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
import { act, begin, end, endTrack, fork, is, join, Play, planOf, wait } from './play-fixture.ts';

const refilled: Goal = { node: 'goal', on: { type: 'refill' }, next: { port: 'reached', to: 'thanks' } };
const ops = {
  start: begin('long'),
  long: wait({ after: 1_000, to: 'silent' }, [{ type: 'refill', to: 'silent' }]),
  silent: end('silent'),
  thanks: wait({ after: 10, to: 'done' }, [{ type: 'refill', to: 'silent' }]),
  done: end('done'),
};
const plan = planOf(ops, { goals: [refilled] });

describe('a goal', () => {
  test('takes the patient out of the wait at the instant of the event, and goes on from there', () => {
    const play = new Play(plan).event('refill', 40);
    expect(play.path).toEqual(['40 long moved goal']);
    expect(play.rows.slice(-3)).toMatchObject([
      { node: 'goal', visit: 1, kind: 'entered', at: 40, port: 'reached', detail: { event: 'e1' } },
      { node: 'thanks', kind: 'entered', at: 40 },
      { node: 'thanks', kind: 'waiting', until: 50 },
    ]);
    expect(play.passed(50).path.at(-1)).toBe('50 done left done');
  });

  test('counts once per run: the event is then one like any other', () => {
    const play = new Play(plan).event('refill', 40).event('refill', 45);
    expect(play.path.at(-1)).toBe('45 silent left silent');
  });

  test('wins over a wait for the same event, and the event is not seen again by the wait behind it', () => {
    expect(new Play(plan).event('refill', 40).waitsUntil).toBe(50);
  });

  test('loses to an exit rule for the same event', () => {
    const both = planOf(ops, {
      goals: [refilled],
      exits: [{ node: 'stop', on: { type: 'refill' }, outcome: 'stopped' }],
    });
    expect(new Play(both).event('refill', 40).path.at(-1)).toBe('40 stop left stopped');
  });

  test('wins over a deadline of the same instant', () => {
    expect(new Play(plan).event('refill', 1_000).path).toEqual(['1000 long moved goal']);
  });

  test('gives up every track of a fork, and the fork with them', () => {
    const forked = planOf(
      {
        ...ops,
        start: begin('part'),
        part: fork('a', 'long'),
        a: wait({ after: 50, to: 'meet' }),
        meet: join('all', 'done'),
      },
      { goals: [refilled] },
    );
    const play = new Play(forked).event('refill', 40);
    expect(play.path.slice(2)).toEqual(['40 a moved goal', '40 long moved goal']);
    expect(play.state).toMatchObject({ tokens: [{ at: 'thanks' }], reached: ['goal'] });
    expect(play.state.groups).toBeUndefined();
  });

  test('gives up an activity that is out: its outcome counts for nothing', () => {
    const acting = planOf(
      { ...ops, start: begin('hello'), hello: act('long') },
      { goals: [{ ...refilled, on: { type: 'x' }, when: is('patient', 'state', 'well') }], facts: ['state'] },
    );
    const play = new Play(acting).facts({ state: 'well' });
    expect(play.path).toEqual(['0 hello moved goal']);
    const { state } = play;
    expect(play.acted('queued', 1).state).toEqual(state);
  });

  test('leaves guards at work, and guards for the same event still fire', () => {
    const guarded = planOf(
      { ...ops, care: wait({ after: 100, to: 'back' }), back: endTrack('back') },
      {
        goals: [refilled],
        guards: ['ae', 'refill'].map((type) => ({ node: type, on: { type }, next: { port: 'then', to: 'care' } })),
        listens: ['ae'],
      },
    );
    const play = new Play(guarded).event('ae', 5).event('refill', 40);
    expect(play.state.tokens.map(({ at, aside }) => [at, aside])).toEqual([
      ['care', true],
      ['thanks', undefined],
      ['care', true],
    ]);
  });

  test('leaves the fork of a guard as it is', () => {
    const forked = planOf(
      {
        ...ops,
        care: fork('nurse', 'doctor'),
        nurse: wait({ after: 100, to: 'meet' }),
        doctor: wait({ after: 120, to: 'meet' }),
        meet: join('all', 'back'),
        back: endTrack('back'),
        thanks: wait({ after: 1_000, to: 'done' }),
      },
      {
        goals: [refilled],
        guards: [{ node: 'guard', on: { type: 'ae' }, next: { port: 'then', to: 'care' } }],
        listens: ['ae'],
      },
    );
    const play = new Play(forked).event('ae', 5).event('refill', 40).passed(125);
    expect(play.path.slice(-3)).toEqual(['125 meet joined join', '125 meet woke next join', '125 back left back']);
    expect(play.waitsUntil).toBe(1_040);
  });

  test('of several for one event, the first one that is not reached yet counts', () => {
    const second: Goal = { ...refilled, node: 'second', next: { port: 'reached', to: 'long' } };
    const play = new Play(planOf(ops, { goals: [refilled, second] })).event('refill', 40);
    expect(play.rows.filter(({ node }) => node === 'second')).toEqual([]);
    play.event('refill', 45);
    expect(play.path.slice(1)).toEqual(['45 thanks moved goal']);
    expect(play.state.tokens).toMatchObject([{ at: 'long' }]);
  });

  test('on a condition moves the patient as soon as a field makes it true', () => {
    const when = planOf(ops, {
      goals: [{ node: 'goal', when: is('patient', 'state', 'cured'), next: refilled.next }],
      facts: ['state'],
      listens: ['field.changed'],
    });
    const play = new Play(when).facts({ state: 'ill' });
    expect(play.waitsUntil).toBe(1_000);
    play.event('field.changed', 40, { key: 'state' }).facts({ state: 'cured' });
    expect(play.path).toEqual(['40 long moved goal']);
    play.event('field.changed', 42, { key: 'state' }).facts({ state: 'cured' });
    expect(play.waitsUntil).toBe(50);
  });
});
