import { describe, expect, test } from 'vitest';
import { act, begin, end, endTrack, fork, join, Play, planOf, wait } from './play-fixture.ts';

const ends = { done: end('done'), silent: end('silent') };
const reply = (to: string) => [{ type: 'reply', to }];

describe('an event that several tracks wait for', () => {
  test('wakes each of them, in the order in which they are drawn', () => {
    const plan = planOf({
      start: begin('both'),
      both: fork('a', 'b'),
      a: wait(undefined, reply('meet')),
      b: wait(undefined, reply('meet')),
      meet: join('all', 'done'),
      ...ends,
    });
    expect(new Play(plan).event('reply', 5).path).toEqual([
      '0 both branched a fork',
      '0 both forked b fork',
      '5 a woke got reply reply',
      '5 b woke got reply reply',
      '5 meet joined join',
      '5 meet woke next join',
      '5 done left done',
    ]);
  });

  test('wakes a second track that arrives at that very instant; the one that took it needs another', () => {
    const plan = planOf({
      start: begin('both'),
      both: fork('a', 'b'),
      a: wait(undefined, reply('again')),
      again: wait(undefined, reply('out')),
      b: wait({ after: 5, to: 'late' }),
      late: wait(undefined, reply('out')),
      out: endTrack('out'),
    });
    const play = new Play(plan).event('reply', 5).passed(5);
    expect(play.path.slice(2)).toEqual([
      '5 a woke got reply reply',
      '5 b woke timeout deadline',
      '5 late woke got reply reply',
      '5 out left out',
    ]);
    expect(play.event('reply', 6).path.at(-1)).toBe('6 out left out');
  });

  test('does not wake a track that comes of the one that took it', () => {
    const plan = planOf({
      start: begin('both'),
      both: fork('a', 'b'),
      a: wait(undefined, reply('hello')),
      hello: act('more'),
      more: fork('c', 'd'),
      c: wait({ after: 9, to: 'done' }, reply('silent')),
      d: wait({ after: 9, to: 'done' }, reply('silent')),
      b: wait({ after: 100, to: 'done' }),
      ...ends,
    });
    const play = new Play(plan).event('reply', 5).acted();
    expect(play.state.tokens.map(({ at }) => at)).toEqual(['c', 'b', 'd']);
    expect(play.waitsUntil).toBe(14);
  });

  test('does not wake the track of the guard that it started', () => {
    const plan = planOf(
      {
        start: begin('long'),
        long: wait({ after: 100, to: 'done' }),
        warn: act('answer'),
        answer: wait({ after: 10, to: 'out' }, [{ type: 'ae.suspected', to: 'silent' }]),
        out: endTrack('out'),
        ...ends,
      },
      { guards: [{ node: 'guard', on: { type: 'ae.suspected' }, next: { port: 'then', to: 'warn' } }] },
    );
    const play = new Play(plan).event('ae.suspected', 5).acted('queued', 2);
    expect(play.waitsUntil).toBe(15);
  });
});

test('a track that another one gives up in the same instant takes nothing any more', () => {
  const plan = planOf({
    start: begin('both'),
    both: fork('a', 'b'),
    a: wait(undefined, reply('first')),
    b: wait(undefined, reply('hello')),
    hello: act('first'),
    first: join('any', 'next'),
    next: wait({ after: 10, to: 'done' }),
    ...ends,
  });
  const play = new Play(plan).event('reply', 5);
  expect(play.path.slice(2)).toEqual(['5 a woke got reply reply', '5 b moved join', '5 first woke next join']);
  expect(play.waitsUntil).toBe(15);
});
