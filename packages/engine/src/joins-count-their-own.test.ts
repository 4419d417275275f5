import { expect, test } from 'vitest';
import { begin, end, endTrack, fork, join, Play, planOf, wait } from './play-fixture.ts';

const done = { done: end('done') };

test('tracks that have come to different joins of a fork are not counted together', () => {
  const plan = planOf({
    start: begin('part'),
    part: fork('meet', 'other', 'rest'),
    rest: wait({ after: 10, to: 'meet' }),
    meet: join(2, 'done'),
    other: join(2, 'done'),
    ...done,
  });
  const play = new Play(plan);
  expect(play.waitsUntil).toBe(10);
  expect(play.passed(10).path.slice(-3)).toEqual([
    '10 other moved join',
    '10 meet woke next join',
    '10 done left done',
  ]);
});

test('a fork of as many tracks as may be begins them all; one more is held', () => {
  const forked = (count: number) => {
    const many = Object.fromEntries(Array.from({ length: count }, (_, k) => [`t${k}`, wait({ after: 1, to: 'done' })]));
    return new Play(planOf({ start: begin('part'), part: fork(...Object.keys(many)), ...many, ...done }));
  };
  expect(forked(63).state.tokens).toHaveLength(63);
  expect(forked(64).effects).toEqual([{ do: 'hold', reason: 'loop' }]);
});

test('each doubling of the tracks counts for twenty-five steps', () => {
  const many = {
    a: wait({ after: 1, to: 'done' }),
    b: wait({ after: 1, to: 'done' }),
    c: wait({ after: 1, to: 'done' }),
  };
  const plan = planOf({ start: begin('part'), part: fork('a', 'b', 'c'), ...many, ...done });
  expect(new Play(plan).state.tokens.map(({ hops }) => hops)).toEqual([52, 52, 52]);
});

test('a fork is known as long as tracks of a fork inside it are under way', () => {
  const plan = planOf({
    start: begin('outer'),
    outer: fork('inner', 'b'),
    b: wait({ after: 5, to: 'over' }),
    over: endTrack('over'),
    inner: fork('c', 'd'),
    c: wait({ after: 10, to: 'meet' }),
    d: wait({ after: 20, to: 'meet' }),
    meet: join('all', 'all together', 'outer'),
    'all together': end('all together'),
  });
  const play = new Play(plan).passed(5);
  expect(play.state.groups).toMatchObject([{ fork: 'outer' }, { fork: 'inner' }]);
  expect(play.passed(10).waitsUntil).toBe(20);
  expect(play.passed(20).path.at(-1)).toBe('20 all together left all together');
});

test('the forks around a fork are known however deep it lies, and none once its tracks are gone', () => {
  const plan = planOf({
    start: begin('outer'),
    outer: fork('inner', 'b'),
    b: wait({ after: 5, to: 'over' }),
    inner: fork('most', 'e'),
    e: wait({ after: 5, to: 'over' }),
    over: endTrack('over'),
    most: fork('c', 'd'),
    c: wait({ after: 10, to: 'over' }),
    d: wait({ after: 20, to: 'meet' }),
    meet: join('all', 'long'),
    long: wait({ after: 100, to: 'done' }),
    ...done,
  });
  const play = new Play(plan).passed(5);
  expect(play.state.groups?.map((group) => group.fork)).toEqual(['outer', 'inner', 'most']);
  expect(play.passed(10).state.groups?.map((group) => group.fork)).toEqual(['outer', 'inner', 'most']);
  expect(play.passed(20).state.groups?.map((group) => group.fork)).toEqual(['outer', 'inner']);
});

test('a goal leaves the track of a guard where it is', () => {
  const plan = planOf(
    {
      start: begin('long'),
      long: wait({ after: 100, to: 'done' }),
      thanks: wait({ after: 10, to: 'done' }),
      ...done,
      care: wait({ after: 1_000, to: 'over' }),
      over: endTrack('over'),
    },
    {
      guards: [{ node: 'guard', on: { type: 'ae' }, next: { port: 'then', to: 'care' } }],
      goals: [{ node: 'goal', on: { type: 'refill' }, next: { port: 'reached', to: 'thanks' } }],
      listens: ['ae', 'refill'],
    },
  );
  const play = new Play(plan).event('ae', 5).event('refill', 20);
  expect(play.path.slice(-1)).toEqual(['20 long moved goal']);
  expect(play.state).not.toHaveProperty('groups');
});

test('an event that every track has consumed is no part of the state any more; one that a track has not, is', () => {
  const plan = planOf({
    start: begin('part'),
    part: fork('a', 'b'),
    a: wait({ after: 100, to: 'long' }, [{ type: 'x', to: 'long' }]),
    b: wait({ after: 100, to: 'long' }, [
      { type: 'x', where: { op: 'compare', field: 'n', is: '=', value: 2 }, to: 'long' },
    ]),
    long: wait({ after: 1_000, to: 'done' }),
    ...done,
  });
  expect(new Play(plan).event('x', 5, { n: 2 }).state.kept).toEqual([]);
  expect(new Play(plan).event('x', 5, { n: 1 }).state.kept).toMatchObject([{ id: 'e1', taken: [1] }]);
});

test('of the events of one instant a wait looks back to the one that it is for', () => {
  const plan = planOf({
    start: begin('pause'),
    pause: wait({ after: 10, to: 'part' }),
    part: fork('a', 'b'),
    a: wait({ after: 100, to: 'over' }, [{ type: 'y', to: 'over' }]),
    b: wait({ after: 100, to: 'over' }, [
      { type: 'y', to: 'done' },
      { type: 'x', to: 'over' },
    ]),
    over: endTrack('over'),
    ...done,
  });
  const play = new Play(plan).event('x', 10).event('y', 10).passed(10);
  expect(play.path.slice(1)).toEqual([
    '10 part branched a fork',
    '10 part forked b fork',
    '10 a woke got y y',
    '10 over left over',
    '10 b woke got x x',
    '10 over left over',
  ]);
});

test('a fork that is held is a place which a goal takes the patient out of', () => {
  const many = Object.fromEntries(Array.from({ length: 65 }, (_, k) => [`t${k}`, wait({ after: 1, to: 'done' })]));
  const plan = planOf(
    { start: begin('part'), part: fork(...Object.keys(many)), ...many, done: end('done') },
    { goals: [{ node: 'goal', on: { type: 'refill' }, next: { port: 'reached', to: 'done' } }], listens: ['refill'] },
  );
  expect(new Play(plan).event('refill', 5).path.slice(-2)).toEqual(['5 part moved goal', '5 done left done']);
});
