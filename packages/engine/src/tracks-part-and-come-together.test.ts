import { describe, expect, test } from 'vitest';
import { act, begin, branch, end, endTrack, fork, is, join, Play, planOf, set, wait } from './play-fixture.ts';

const done = { done: end('done') };
const three = (wants: 'all' | 'any' | number) =>
  planOf({
    start: begin('part'),
    part: fork('a', 'b', 'c'),
    a: wait({ after: 10, to: 'meet' }),
    b: wait({ after: 20, to: 'meet' }),
    c: wait({ after: 30, to: 'meet' }),
    meet: join(wants, 'done'),
    ...done,
  });

const parting = ['0 part branched a fork', '0 part forked b fork', '0 part forked c fork'];

describe('a fork', () => {
  test('begins every track at once, in the order in which they are drawn, with one timer for all', () => {
    const play = new Play(three('all'));
    expect(play.path).toEqual(parting);
    expect(play.rows.filter(({ kind }) => kind === 'waiting').map(({ node, until }) => [node, until])).toEqual([
      ['a', 10],
      ['b', 20],
      ['c', 30],
    ]);
    expect(play.waitsUntil).toBe(10);
    expect(play.passed(10).waitsUntil).toBe(20);
  });

  test('asks for the activities of all its tracks, each with its own outcome', () => {
    const plan = planOf({
      start: begin('part'),
      part: fork('a', 'b'),
      a: act('meet', { failed: 'meet' }),
      b: act('meet'),
      meet: join('all', 'done'),
      ...done,
    });
    const play = new Play(plan);
    expect(play.effects).toMatchObject([
      { do: 'perform', node: 'a', token: 1 },
      { do: 'perform', node: 'b', token: 3 },
    ]);
    play.acted('queued', 3).acted('failed', 1);
    expect(play.path.slice(2)).toEqual([
      '0 b acted next queued',
      '0 a acted failed failed',
      '0 meet joined join',
      '0 meet woke next join',
      '0 done left done',
    ]);
  });

  test('whose track reaches an exit ends the run; the other places are left visibly', () => {
    const plan = planOf({
      start: begin('part'),
      part: fork('a', 'b'),
      a: wait({ after: 10, to: 'done' }),
      b: wait({ after: 20, to: 'done' }),
      ...done,
    });
    expect(new Play(plan).passed(10).path.slice(2)).toEqual([
      '10 a woke timeout deadline',
      '10 b moved end',
      '10 done left done',
    ]);
  });
});

test('a track that had not begun when another one ended the run is nowhere: it left the fork by its port', () => {
  const plan = planOf({ start: begin('part'), part: fork('done', 'a'), a: wait({ after: 1, to: 'done' }), ...done });
  expect(new Play(plan).path).toEqual(['0 part branched done fork', '0 part forked a fork', '0 done left done']);
});

describe('a join', () => {
  test('of all goes on when the last one has come', () => {
    const play = new Play(three('all')).passed(20);
    expect(play.path.slice(3)).toEqual(['10 a woke timeout deadline', '20 b woke timeout deadline']);
    expect(play.last).toMatchObject({ node: 'meet', kind: 'waiting', by: 'join' });
    expect(play.passed(30).path.slice(5)).toEqual([
      '30 c woke timeout deadline',
      '30 meet joined join',
      '30 meet joined join',
      '30 meet woke next join',
      '30 done left done',
    ]);
  });

  test('of any goes on with the first one; the others are given up where they are', () => {
    expect(new Play(three('any')).passed(10).path.slice(3)).toEqual([
      '10 a woke timeout deadline',
      '10 b moved join',
      '10 c moved join',
      '10 meet woke next join',
      '10 done left done',
    ]);
  });

  test('of two goes on with the second one', () => {
    expect(new Play(three(2)).passed(20).path.slice(4)).toEqual([
      '20 b woke timeout deadline',
      '20 meet joined join',
      '20 c moved join',
      '20 meet woke next join',
      '20 done left done',
    ]);
  });

  test('of more than there are goes on when all have come', () => {
    expect(new Play(three(9)).passed(30).path.at(-1)).toBe('30 done left done');
  });

  test('of any gives up an activity that is out: its outcome counts for nothing', () => {
    const plan = planOf({
      start: begin('part'),
      part: fork('a', 'b'),
      a: set([{ variable: 'n', to: 1 }], 'meet'),
      b: act('meet'),
      meet: join('any', 'next'),
      next: wait({ after: 5, to: 'done' }),
      ...done,
    });
    const play = new Play(plan);
    expect(play.waitsUntil).toBe(5);
    const { state } = play;
    expect(play.acted('queued', 3).state).toEqual(state);
  });

  test('that belongs to no fork lets a track pass', () => {
    const play = new Play(planOf({ start: begin('meet'), meet: join('all', 'done'), ...done }));
    expect(play.path).toEqual(['0 meet woke next join', '0 done left done']);
  });
});

describe('a track that ends by itself', () => {
  const plan = planOf({
    start: begin('part'),
    part: fork('a', 'b', 'c'),
    a: wait({ after: 10, to: 'meet' }),
    b: wait({ after: 20, to: 'meet' }),
    c: wait({ after: 30, to: 'out' }),
    out: endTrack('given up'),
    meet: join('all', 'done'),
    ...done,
  });

  test('is waited for no more: the join goes on with those that are left', () => {
    expect(new Play(plan).passed(30).path.slice(5)).toEqual([
      '30 c woke timeout deadline',
      '30 out left given up',
      '30 meet joined join',
      '30 meet woke next join',
      '30 done left done',
    ]);
  });

  test('before the others come changes nothing for them', () => {
    const early = planOf({ ...opsOf(three('all')), c: wait({ after: 5, to: 'out' }), out: endTrack('given up') });
    const play = new Play(early).passed(10);
    expect(play.waitsUntil).toBe(20);
    expect(play.passed(20).path.at(-1)).toBe('20 done left done');
  });

  test('as the last one ends the run: nobody disappears', () => {
    const alone = planOf({ start: begin('part'), part: fork('a', 'b'), a: endTrack('a'), b: endTrack('b') });
    const play = new Play(alone);
    expect(play.path.slice(2)).toEqual(['0 a left a', '0 b left b']);
    expect(play.effects).toEqual([{ do: 'finish', how: 'finished', outcome: 'b' }]);
  });

  test('as the last one of an inner fork lets the join of the outer one go on', () => {
    const nested = planOf({
      start: begin('outer'),
      outer: fork('a', 'inner'),
      a: wait({ after: 5, to: 'meet' }),
      inner: fork('x', 'y'),
      x: wait({ after: 10, to: 'out' }),
      y: wait({ after: 20, to: 'out' }),
      out: endTrack('out'),
      meet: join('all', 'done'),
      ...done,
    });
    const play = new Play(nested).passed(10);
    expect(play.waitsUntil).toBe(20);
    expect(play.passed(20).path.slice(-3)).toEqual(['20 out left out', '20 meet woke next join', '20 done left done']);
  });

  test('beside a guard’s ends the run all the same, when it is the drawing’s last', () => {
    const guarded = planOf(
      {
        start: begin('a'),
        a: wait({ after: 10, to: 'out' }),
        out: endTrack('out'),
        care: wait({ after: 100, to: 'back' }),
        back: endTrack('back'),
      },
      { guards: [{ node: 'guard', on: { type: 'ae' }, next: { port: 'then', to: 'care' } }], listens: ['ae'] },
    );
    const play = new Play(guarded).event('ae', 5).passed(10);
    expect(play.path).toEqual(['10 a woke timeout deadline', '10 care moved end', '10 out left out']);
    expect(play.effects).toEqual([{ do: 'finish', how: 'finished', outcome: 'out' }]);
  });
});

describe('while several tracks stand', () => {
  const plan = planOf(opsOf(three('all')), {
    exits: [{ node: 'stop', on: { type: 'therapy.stopped' }, outcome: 'stopped' }],
    listens: ['therapy.stopped'],
  });

  test('an exit rule takes the patient out of every place', () => {
    expect(new Play(plan).event('therapy.stopped', 12).path.slice(4)).toEqual([
      '12 meet moved rule',
      '12 b moved rule',
      '12 c moved rule',
      '12 stop left stopped',
    ]);
  });

  test('an operator moves one of them and the others stay', () => {
    const play = new Play(plan).command({ op: 'goto', node: 'b', to: 'meet', at: 3 });
    expect(play.path.slice(3)).toEqual(['3 b moved operator']);
    expect(play.passed(30).path.at(-1)).toBe('30 done left done');
  });

  test('an operator takes the patient out of all of them', () => {
    const play = new Play(plan).command({ op: 'exit', node: 'b', at: 3 });
    expect(play.path.slice(3)).toEqual(['3 a moved end', '3 c moved end', '3 b left operator']);
  });

  test('a variable that one track sets is seen by the others', () => {
    const shared = planOf({
      start: begin('part'),
      part: fork('a', 'b'),
      a: set([{ variable: 'n', to: 1 }], 'meet'),
      b: wait({ after: 5, to: 'look' }),
      look: branch([[is('variable', 'n', 1), 'meet']], 'done'),
      meet: join('all', 'done'),
      ...done,
    });
    expect(new Play(shared).passed(5).path).toContain('5 look branched case-1 case');
  });

  test('the state stays small', () => {
    expect(JSON.stringify(new Play(plan).state).length).toBeLessThan(1_000);
  });
});

/** The instructions of another plan of this file, as they are. */
function opsOf(other: ReturnType<typeof planOf>): Record<string, () => (typeof other.ops)[string]> {
  return Object.fromEntries(Object.entries(other.ops).map(([address, op]) => [address, () => op]));
}
