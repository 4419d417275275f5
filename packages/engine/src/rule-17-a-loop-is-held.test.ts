import { describe, expect, test } from 'vitest';
import { act, begin, end, endTrack, fork, join, Play, planOf, wait } from './play-fixture.ts';
import { MAX_TRACKS } from './tracks.ts';
import { MAX_HOPS } from './walk.ts';

/** Answers every activity until the run waits, is held or ends. */
function spin(play: Play): number {
  let sent = 0;
  for (; play.effects[0]?.do === 'perform' && sent < 10_000; sent++) play.acted();
  return sent;
}

test('a loop without a wait is held after 200 hops, with the reason, and sends no more', () => {
  const play = new Play(planOf({ start: begin('a'), a: act('b'), b: act('a') }));
  expect(spin(play)).toBe(MAX_HOPS);
  expect(MAX_HOPS).toBe(200);
  expect(play.effects).toEqual([{ do: 'hold', reason: 'loop' }]);
  expect(play.last).toMatchObject({ kind: 'held', by: 'loop', node: 'a' });
});

test('a loop whose deadline from entry is over counts as one: no time passes in it', () => {
  const plan = planOf({
    start: begin('hello'),
    hello: act('until'),
    until: wait({ sinceEntry: 30, to: 'hello' }, [{ type: 'reply', to: 'done' }]),
    done: end('done'),
  });
  const play = new Play(plan);
  let sent = spin(play);
  for (let look = 0; look < 1_000 && play.effects[0]?.do === 'wait'; look++) {
    play.passed(40);
    sent += spin(play);
  }
  expect(play.effects).toEqual([{ do: 'hold', reason: 'loop' }]);
  expect(sent).toBeLessThanOrEqual(MAX_HOPS);
});

test('a loop with a wait goes on for as long as it is drawn', () => {
  const plan = planOf({ start: begin('hello'), hello: act('pause'), pause: wait({ after: 10, to: 'hello' }) });
  const play = new Play(plan);
  for (let turn = 0; turn < 300; turn++) {
    spin(play);
    play.passed(10 * (turn + 1));
  }
  expect(new Map(play.state.visits).get('hello')).toBe(301);
  expect(play.effects).toMatchObject([{ do: 'perform', at: 3_000 }]);
});

test('a loop that takes an event each time goes on for as long as events come', () => {
  const plan = planOf({
    start: begin('hello'),
    hello: act('ask'),
    ask: wait(undefined, [{ type: 'reply', to: 'hello' }]),
  });
  const play = new Play(plan);
  for (let turn = 0; turn < 300; turn++) {
    spin(play);
    play.event('reply', 5);
  }
  expect(play.effects).toMatchObject([{ do: 'perform', visit: 301 }]);
});

describe('a run that is held', () => {
  const loop = {
    start: begin('a'),
    a: act('b'),
    b: act('a'),
    c: wait({ after: 100, to: 'done' }, [{ type: 'reply', to: 'done' }]),
    done: end('done'),
  };
  const exits = [{ node: 'stop', on: { type: 'therapy.stopped' }, outcome: 'stopped' }];
  const held = () => {
    const play = new Play(planOf(loop, { exits, listens: ['therapy.stopped'] }));
    spin(play);
    return play;
  };

  test('stays where it is, whatever time passes or comes in', () => {
    const play = held().passed(1_000).acted().event('reply', 5);
    expect(play.effects).toEqual([{ do: 'hold', reason: 'loop' }]);
    expect(play.last?.kind).toBe('held');
  });

  test('still leaves by an exit rule, or at the end of its trial', () => {
    expect(held().event('therapy.stopped', 7).path.at(-1)).toBe('7 stop left stopped');
    const trial = new Play(planOf(loop), 0, { closes: { at: 60, outcome: 'trial-ended' } });
    spin(trial);
    expect(trial.waitsUntil).toBe(60);
    expect(trial.passed(60).path.at(-1)).toBe('60 a left trial-ended');
  });

  test('goes on where an operator moves it', () => {
    const play = held().command({ op: 'goto', node: 'a', to: 'c', at: 10 });
    expect(play.waitsUntil).toBe(110);
    expect(play.state.held).toBeUndefined();
  });
});

describe('a track that is held', () => {
  test('lets the others go on; the run is moved by a button, not lost', () => {
    const plan = planOf({
      start: begin('both'),
      both: fork('a', 'c'),
      a: act('b'),
      b: act('a'),
      c: wait({ after: 100, to: 'meet' }),
      meet: join('all', 'done'),
      done: end('done'),
    });
    const play = new Play(plan);
    spin(play);
    expect(play.waitsUntil).toBe(100);
    play.passed(100);
    expect(play.effects).toEqual([{ do: 'hold', reason: 'loop' }]);
    play.command({ op: 'goto', node: 'a', to: 'meet', at: 120 });
    expect(play.path.slice(-3)).toEqual(['120 meet joined join', '120 meet woke next join', '120 done left done']);
  });

  test('that forks for ever is held before there are too many', () => {
    const play = new Play(planOf({ start: begin('f'), f: fork('f', 'g'), g: fork('f', 'out'), out: endTrack('out') }));
    expect(play.effects).toEqual([{ do: 'hold', reason: 'loop' }]);
    expect(play.state.tokens.length).toBeLessThanOrEqual(MAX_TRACKS);
  });

  test('that forks and comes together for ever is held soon: its tree does not grow without bound', () => {
    const plan = planOf({
      start: begin('f'),
      f: fork('g', 'h'),
      g: fork('f', 'meet'),
      h: fork('f', 'meet'),
      meet: join('any', 'f'),
    });
    const play = new Play(plan);
    expect(play.effects).toEqual([{ do: 'hold', reason: 'loop' }]);
    expect(play.rows.length).toBeLessThan(50_000);
  });
});
