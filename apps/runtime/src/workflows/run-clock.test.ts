import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runClock } from './run-clock.ts';

const DAY = 86_400_000;

test('without a trial the journey lives in real time', () => {
  expect(runClock(undefined).real(123)).toBe(123);
  expect(runClock(undefined).journey(123)).toBe(123);
});

test('a day of the journey takes the trial’s twenty seconds, however long ago the journey is set', () => {
  const clock = runClock({ origin: 1_000_000, began: 50 * DAY, scale: 20_000 / DAY });
  expect(clock.real(1_000_000 + 3 * DAY)).toBe(50 * DAY + 60_000);
  expect(clock.journey(50 * DAY + 60_000)).toBe(1_000_000 + 3 * DAY);
});

test('later stays later on every scaled clock', () => {
  const instant = fc.integer({ min: -1e12, max: 4e12 });
  fc.assert(
    fc.property(instant, instant, fc.double({ min: 1e-6, max: 1, noNaN: true }), (a, b, scale) => {
      const clock = runClock({ origin: 1e12, began: 2e12, scale });
      expect(Math.sign(clock.real(a) - clock.real(b)) * Math.sign(a - b)).toBeGreaterThanOrEqual(0);
    }),
  );
});
