import { expect, test } from 'vitest';
import { begin, Play, planOf, wait } from './play-fixture.ts';
import { STATE_VERSION, upcast } from './upcast.ts';

test('a state of this version is read as it is', () => {
  const { state } = new Play(planOf({ start: begin('a'), a: wait(undefined) }));
  expect(upcast(JSON.parse(JSON.stringify(state)))).toEqual(state);
  expect(state.v).toBe(STATE_VERSION);
});

test('a state of a later version is refused: running it could send twice', () => {
  expect(() => upcast({ v: STATE_VERSION + 1 })).toThrow(/newer/);
});
