import type { PauseMode } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
import { refusalOf } from './command.ts';
import { act, begin, end, endTrack, fork, join, Play, planOf, wait, waitUntil } from './play-fixture.ts';

const plan = planOf({
  start: begin('pause'),
  pause: wait({ after: 100, to: 'hello' }, [{ type: 'reply', to: 'hello' }]),
  hello: act('next'),
  next: wait({ sinceEntry: 300, to: 'done' }, [], { hold: 'extend' }),
  done: end('done'),
});
const paused = (mode: PauseMode, at = 40) => new Play(plan).command({ op: 'pause', node: 'pause', mode, at });
const resume = (play: Play, at: number, node = 'pause') => play.command({ op: 'resume', node, at });

describe('a pause', () => {
  test('keeps a deadline from firing; the row says who, why and how', () => {
    const play = paused('hold');
    expect(play.last).toMatchObject({
      node: 'pause',
      kind: 'held',
      at: 40,
      by: 'paused',
      detail: { who: 'u1', reason: 'asked', mode: 'hold' },
    });
    expect(play.passed(500).waitsUntil).toBe(null);
  });

  test('that holds lets the clock run: what came due fires on resuming', () => {
    expect(resume(paused('hold'), 70).waitsUntil).toBe(100);
    const late = resume(paused('hold'), 170);
    expect(late.last).toMatchObject({ kind: 'waiting', at: 170, by: 'resumed', until: 170, detail: { who: 'u1' } });
    expect(late.passed(170).effects).toMatchObject([{ do: 'perform', node: 'hello', at: 170 }]);
  });

  test('that stretches puts lengths of time off by itself', () => {
    expect(resume(paused('stretch'), 70).waitsUntil).toBe(130);
    expect(resume(paused('stretch'), 170).waitsUntil).toBe(230);
  });

  test('lets events through, and keeps the activity behind them', () => {
    const play = paused('hold').event('reply', 60);
    expect(play.path.slice(1)).toEqual(['60 pause woke got reply reply', '60 hello held paused']);
    resume(play, 80, 'hello');
    expect(play.effects).toMatchObject([{ do: 'perform', node: 'hello', at: 80 }]);
  });

  test('does not hold the track of a guard', () => {
    const guarded = planOf(
      {
        start: begin('long'),
        long: wait({ after: 100, to: 'done' }),
        done: end('done'),
        warn: act('back'),
        back: endTrack('back'),
      },
      { guards: [{ node: 'guard', on: { type: 'ae' }, next: { port: 'then', to: 'warn' } }], listens: ['ae'] },
    );
    const play = new Play(guarded).command({ op: 'pause', node: 'long', mode: 'hold', at: 10 }).event('ae', 20);
    expect(play.effects).toMatchObject([{ do: 'perform', node: 'warn', at: 20 }]);
  });

  test('concerns every track, wherever the operator looked', () => {
    const forked = planOf({
      start: begin('part'),
      part: fork('a', 'b'),
      a: wait({ after: 10, to: 'meet' }),
      b: wait({ after: 20, to: 'meet' }),
      meet: join('all', 'done'),
      done: end('done'),
    });
    const play = new Play(forked).command({ op: 'pause', node: 'b', mode: 'stretch', at: 5 });
    expect(play.path.slice(2)).toEqual(['5 a held paused', '5 b held paused']);
    expect(resume(play, 8, 'a').waitsUntil).toBe(13);
  });

  test('does not move a date of the patient', () => {
    const dated = planOf(
      {
        start: begin('visit'),
        visit: waitUntil({ date: { field: 'visit', offsetDays: 0, at: '09:00' } }, 'done'),
        done: end('done'),
      },
      { facts: ['visit'] },
    );
    const zone = { zone: 'UTC', version: '1', untils: [], offsets: [0] };
    const play = new Play(dated, 0, { zone }).facts({ visit: '1970-01-02' });
    const due = 33 * 3_600_000;
    expect(play.waitsUntil).toBe(due);
    play.command({ op: 'pause', node: 'visit', mode: 'stretch', at: 10 });
    expect(resume(play, 1_000, 'visit').waitsUntil).toBe(due);
  });

  test('once is enough, and only what is paused is resumed', () => {
    const at = (play: Play, op: 'pause' | 'resume') =>
      refusalOf(plan, play.state, {
        op,
        node: 'pause',
        at: 50,
        expectSeq: play.state.nextRow - 1,
        by: 'u1',
        reason: '',
      });
    expect([at(paused('hold'), 'pause'), at(paused('hold'), 'resume')]).toEqual(['paused', undefined]);
    expect([at(new Play(plan), 'pause'), at(new Play(plan), 'resume')]).toEqual([undefined, 'not-paused']);
  });
});

describe('a clinical hold and a pause together', () => {
  test('the run goes on when neither holds; the newest row tells what is left', () => {
    const play = paused('hold').event('clinical.hold', 50);
    expect(play.last).toMatchObject({ kind: 'held', by: 'clinical', at: 50 });
    resume(play, 60);
    expect(play.last).toMatchObject({ kind: 'held', by: 'clinical', at: 60 });
    expect(play.waitsUntil).toBe(null);
    expect(play.event('clinical.released', 70).waitsUntil).toBe(100);
  });

  test('the other way round as well', () => {
    const play = new Play(plan)
      .event('clinical.hold', 30)
      .command({ op: 'pause', node: 'pause', mode: 'hold', at: 40 });
    play.event('clinical.released', 50);
    expect(play.last).toMatchObject({ kind: 'held', by: 'paused', at: 50 });
    expect(resume(play, 60).waitsUntil).toBe(100);
  });

  const both = planOf({
    start: begin('wait'),
    wait: wait({ after: 1_000, to: 'done' }, [], { hold: 'extend' }),
    done: end('done'),
  });
  const pause = { op: 'pause', node: 'wait', mode: 'stretch' } as const;

  test.each([
    ['one inside the other', ['hold 100', 'pause 200', 'resume 300', 'release 400'], 300],
    ['the other inside the one', ['pause 100', 'hold 200', 'release 300', 'resume 400'], 300],
    ['one reaching out of the other', ['hold 100', 'pause 200', 'release 300', 'resume 500'], 400],
    ['the other reaching out of the one', ['pause 100', 'hold 200', 'resume 300', 'release 500'], 400],
    ['one after the other', ['pause 100', 'resume 200', 'hold 300', 'release 350'], 150],
  ])('that lengthen, %s, count no instant twice', (_, happenings, longer) => {
    const play = new Play(both);
    for (const happening of happenings) {
      const [what, when] = happening.split(' ');
      const at = Number(when);
      if (what === 'hold') play.event('clinical.hold', at);
      else if (what === 'release') play.event('clinical.released', at);
      else if (what === 'pause') play.command({ ...pause, at });
      else resume(play, at, 'wait');
    }
    expect(play.waitsUntil).toBe(1_000 + longer);
  });

  test('an activity that a hold would leave out is kept by a pause, and left out when that ends', () => {
    const skipping = planOf({
      start: begin('first'),
      first: wait(undefined, [{ type: 'reply', to: 'hello' }]),
      hello: act('done', { skipped: 'done' }, 'skip'),
      done: end('done'),
    });
    const play = new Play(skipping)
      .event('clinical.hold', 5)
      .command({ op: 'pause', node: 'first', mode: 'hold', at: 10 });
    play.event('reply', 20);
    expect(play.path.at(-1)).toBe('20 hello held paused');
    expect(resume(play, 30, 'hello').path.slice(-2)).toEqual([
      '30 hello skipped skipped clinical',
      '30 done left done',
    ]);
  });
});
