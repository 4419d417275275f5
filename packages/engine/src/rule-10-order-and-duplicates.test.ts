import { describe, expect, test } from 'vitest';
import { act, begin, end, Play, planOf, wait } from './play-fixture.ts';

const plan = planOf({
  start: begin('one'),
  one: wait({ after: 100, to: 'silent' }, [{ type: 'reply', to: 'two' }]),
  two: wait({ after: 100, to: 'single' }, [
    { type: 'reply', to: 'double' },
    { type: 'refill', to: 'refilled' },
  ]),
  silent: end('silent'),
  single: end('single'),
  double: end('double'),
  refilled: end('refilled'),
});

describe('a duplicate', () => {
  test('of an event changes nothing, whatever it says about its instant', () => {
    const play = new Play(plan).event('reply', 5);
    const { state } = play;
    for (const at of [5, 6, 99]) play.deliver({ seq: 1, id: 'e1', type: 'reply', at });
    expect(play.state).toEqual(state);
    expect(play.path).toEqual(['5 one woke got reply reply']);
    expect(play.waitsUntil).toBe(105);
  });

  test('of the event that enrolled, or one from before it, changes nothing', () => {
    const play = new Play(plan);
    play.deliver({ seq: 0, id: 'e0', type: 'reply', at: 5 });
    expect(play.path).toEqual([]);
  });

  test('of an outcome changes nothing', () => {
    const acting = planOf({
      start: begin('hello'),
      hello: act('ask', { failed: 'failed' }),
      ask: wait({ after: 10, to: 'done' }),
      done: end('done'),
      failed: end('failed'),
    });
    const play = new Play(acting).acted('queued');
    const { state } = play;
    play.acted('failed').acted('queued');
    expect(play.state).toEqual(state);
  });

  test('of an outcome is not taken for the result of the next activity, where it names its visit', () => {
    const acting = planOf({ start: begin('hello'), hello: act('again'), again: act('done'), done: end('done') });
    const first = { kind: 'acted', token: 1, node: 'hello', visit: 1, outcome: 'queued' } as const;
    const play = new Play(acting)
      .feed(first)
      .feed(first)
      .feed({ ...first, node: 'again', visit: 2 });
    expect(play.effects).toMatchObject([{ do: 'perform', node: 'again', visit: 1 }]);
    expect(play.feed({ ...first, node: 'again' }).path.at(-1)).toBe('0 done left done');
  });
});

test('an outcome for a track that there is not changes nothing', () => {
  const acting = planOf({ start: begin('hello'), hello: act('done'), done: end('done') });
  const play = new Play(acting).feed({ kind: 'acted', token: 2, outcome: 'queued' });
  expect(play.effects).toMatchObject([{ do: 'perform', node: 'hello' }]);
});

test('a timer that is no longer current is ignored', () => {
  const play = new Play(plan).event('reply', 5).passed(100);
  expect(play.waitsUntil).toBe(105);
  expect(play.path).toEqual(['5 one woke got reply reply']);
});

describe('an event whose instant lies before what was already applied', () => {
  test('is offered to the wait, is marked late, and does not rewrite the past', () => {
    const play = new Play(plan).event('refill', 50).event('reply', 20);
    const woke = play.rows.find(({ kind }) => kind === 'woke');
    expect(woke).toMatchObject({ node: 'one', at: 50, by: 'reply', detail: { event: 'e2', late: true } });
  });

  test('is not offered to a wait that began after it', () => {
    const play = new Play(plan).event('reply', 50).event('reply', 20);
    expect(play.path).toEqual(['50 one woke got reply reply']);
    expect(play.waitsUntil).toBe(150);
  });

  test('does not let a later one overtake a deadline between them', () => {
    const strict = planOf({
      start: begin('one'),
      one: wait({ after: 1_000, to: 'silent' }, [{ type: 'reply', to: 'two' }]),
      two: wait({ after: 10, to: 'silent' }, [{ type: 'refill', to: 'refilled' }]),
      silent: end('silent'),
      refilled: end('refilled'),
    });
    // The refill of 100 was known first; the reply of 50 came in late. At no instant may a wake carry another's time.
    const play = new Play(strict).event('refill', 100).event('reply', 50).passed(1_000);
    expect(play.rows.map(({ at }) => at)).toEqual([...play.rows.map(({ at }) => at)].sort((a, b) => a - b));
    expect(play.path[0]).toBe('100 one woke got reply reply');
  });

  test('and before the enrolment belongs to no wait', () => {
    expect(new Play(plan, 40).event('reply', 39).path).toEqual([]);
  });
});

test('events of one instant are applied in the patient’s order', () => {
  expect(new Play(plan).event('reply', 5).event('refill', 5).path.at(-1)).toBe('5 refilled left refilled');
  expect(new Play(plan).event('refill', 5).event('reply', 5).path).toEqual([
    '5 one woke got reply reply',
    // Nobody waited for the refill when it was applied, but the step that followed completed at its instant.
    '5 two woke got refill refill',
    '5 refilled left refilled',
  ]);
});

test('an event is consumed by one wait only, even if the next one waits for the same', () => {
  expect(new Play(plan).event('reply', 5).waitsUntil).toBe(105);
});
