import { expect, test } from 'vitest';
import { nextRestart } from './restart-policy.ts';

test('the pauses double from one ending to the next', () => {
  const endings = [0, 1000, 2000, 3000, 4000];
  const pauses = endings.map((_, index) => nextRestart(endings.slice(0, index + 1)));
  expect(pauses).toEqual([200, 400, 800, 1600, 3200].map((afterMs) => ({ kind: 'retry', afterMs })));
});

test('the sixth ending within a minute is the last', () => {
  expect(nextRestart([0, 1000, 2000, 3000, 4000, 5000])).toEqual({ kind: 'give-up' });
});

test('endings that lie more than a minute back are forgiven', () => {
  expect(nextRestart([0, 1, 2, 3, 4, 61_000])).toEqual({ kind: 'retry', afterMs: 200 });
});
