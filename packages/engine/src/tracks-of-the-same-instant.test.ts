import { expect, test } from 'vitest';
import { begin, end, endTrack, fork, Play, planOf, wait } from './play-fixture.ts';
import { standing } from './standing.ts';

test('the first row of a run names the event that it began with and the port it left by', () => {
  const play = new Play(planOf({ start: begin('done'), done: end('done') }), 3);
  expect(play.rows[0]).toEqual({
    seq: 1,
    node: 'start',
    visit: 1,
    kind: 'entered',
    at: 3,
    port: 'next',
    detail: { event: { id: 'e0', type: 'order.paid' } },
  });
  // Strictly: what a row does not tell is not in it, not even as undefined.
  expect(play.rows[1]).toStrictEqual({ seq: 2, node: 'done', visit: 1, kind: 'entered', at: 3 });
});

test('tracks that are due at the same instant go on in the order in which they are drawn', () => {
  const plan = planOf({
    start: begin('part'),
    part: fork('a', 'b', 'long'),
    a: wait({ after: 10, to: 'over' }),
    b: wait({ after: 10, to: 'over' }),
    long: wait({ after: 100, to: 'done' }),
    over: endTrack('over'),
    done: end('done'),
  });
  const woke = new Play(plan).passed(10).rows.filter(({ kind }) => kind === 'woke');
  expect(woke.map(({ node }) => node)).toEqual(['a', 'b']);
});

test('a track that ends the run at the fork leaves nothing to begin for those after it', () => {
  const plan = planOf({
    start: begin('part'),
    part: fork('done', 'late'),
    done: end('done'),
    late: wait({ after: 10, to: 'done' }),
  });
  const play = new Play(plan);
  expect(play.effects).toEqual([{ do: 'finish', how: 'finished', outcome: 'done' }]);
  expect(play.rows.map(({ node }) => node)).not.toContain('late');
  expect(play.state.tokens).toEqual([]);
});

test('an event that comes in late is applied at the instant that a deadline has reached', () => {
  const plan = planOf({
    start: begin('first'),
    first: wait({ after: 100, to: 'second' }),
    second: wait({ after: 100, to: 'done' }),
    done: end('done'),
  });
  const play = new Play(plan).passed(100);
  expect(play.state.now).toBe(100);
});

test('the track of a guard never stands for the run, not even where a goal began a track after it', () => {
  const plan = planOf(
    {
      start: begin('long'),
      long: wait({ after: 100, to: 'done' }),
      thanks: wait({ after: 50, to: 'done' }),
      done: end('done'),
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
  expect(play.state.tokens.map(({ at }) => at)).toEqual(['care', 'thanks']);
  expect(standing(plan, play.state)).toEqual({ node: 'thanks', state: 'waiting', until: 70 });
});
