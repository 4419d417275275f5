import { describe, expect, test } from 'vitest';
import { act, begin, end, Play, planOf, wait } from './play-fixture.ts';
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
  const held = () => {
    const plan = planOf({
      start: begin('a'),
      a: act('b'),
      b: act('a'),
      c: wait(undefined, [{ type: 'reply', to: 'a' }]),
    });
    const play = new Play(plan);
    spin(play);
    return play;
  };

  test('stays where it is, and loses no event', () => {
    const play = held().passed(1_000).acted().event('reply', 5);
    expect(play.effects).toEqual([{ do: 'hold', reason: 'loop' }]);
    expect(play.state.queue.map(({ id }) => id)).toEqual(['e1']);
    expect(play.last?.kind).toBe('held');
  });
});
