import { expect, test } from 'vitest';
import { act, begin, end, endTrack, fork, Play, planOf, wait } from './play-fixture.ts';

/** Answers the activity that is out. */
function answer(play: Play, outcome: string): Play {
  const [effect] = play.effects;
  if (effect?.do !== 'perform') throw new Error('no activity is out');
  return play.acted(outcome, effect.token);
}

const ended = endTrack('told');

test('a to-do of a guard is made even where the same event ends the journey', () => {
  const plan = planOf(
    {
      start: begin('long'),
      long: wait({ after: 100, to: 'done' }, [{ type: 'ae', to: 'done' }]),
      done: end('done'),
      warn: act('tell'),
      tell: act('told'),
      told: ended,
    },
    { guards: [{ node: 'watch', on: { type: 'ae' }, next: { port: 'then', to: 'warn' } }] },
  );
  const play = new Play(plan).event('ae', 5);
  expect(play.effects).toMatchObject([{ do: 'perform', node: 'warn', at: 5 }]);
  // All that the guard has to do at this instant is done, and only then the journey ends, at its own instant.
  answer(play, 'created');
  expect(play.effects).toMatchObject([{ do: 'perform', node: 'tell', at: 5 }]);
  answer(play, 'queued');
  expect(play.effects).toEqual([{ do: 'finish', how: 'finished', outcome: 'done' }]);
  expect(play.path.slice(-2)).toEqual(['5 told left told', '5 done left done']);
});

test('a guard that has to wait is left when the journey ends', () => {
  const plan = planOf(
    {
      start: begin('long'),
      long: wait({ after: 100, to: 'done' }, [{ type: 'ae', to: 'done' }]),
      done: end('done'),
      warn: act('later'),
      later: wait({ after: 50, to: 'told' }),
      told: ended,
    },
    { guards: [{ node: 'watch', on: { type: 'ae' }, next: { port: 'then', to: 'warn' } }] },
  );
  const play = answer(new Play(plan).event('ae', 5), 'created');
  expect(play.path.slice(-2)).toEqual(['5 later moved end', '5 done left done']);
});

test('a message of one track is sent even where another track of the fork ends the journey at once', () => {
  const plan = planOf({
    start: begin('both'),
    both: fork('hello', 'done'),
    hello: act('rest'),
    rest: wait({ after: 10, to: 'done' }),
    done: end('done'),
  });
  const play = new Play(plan);
  expect(play.effects).toMatchObject([{ do: 'perform', node: 'hello' }]);
  answer(play, 'queued');
  expect(play.path.slice(-2)).toEqual(['0 rest moved end', '0 done left done']);
});

test('saved and restored while an end waits for an activity, the run ends the same', () => {
  const plan = planOf({ start: begin('both'), both: fork('hello', 'done'), hello: act('done'), done: end('done') });
  const play = new Play(plan);
  expect(play.state.tokens.map(({ doing }) => doing)).toContainEqual({ end: 0 });
  // Play takes every step from the saved state as well.
  answer(play, 'queued');
  expect(play.state.ended).toEqual({ how: 'finished', outcome: 'done' });
});
