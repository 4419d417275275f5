import type { Window } from '@suivi/schema';
import { expect, test } from 'vitest';
import { WorkDays } from './calendar.ts';
import { openingOf } from './window.ts';

const UTC = { zone: 'UTC', version: '1', untils: [], offsets: [0] };
const HOUR = 3_600_000;
/** By how much later than the opening each of a hundred patients goes on, in hours; the first day is a Thursday. */
const delays = (window: Window) =>
  Array.from({ length: 100 }, (_, k) => {
    const opening = openingOf(UTC, window, `p${k}`, 5 * HOUR, new WorkDays());
    if (!opening) throw new Error('no opening');
    return (opening.at - opening.opens) / HOUR;
  });

test.each<[string, Window, number]>([
  ['of an hour', { from: '09:00', to: '10:00', spread: 50 * HOUR }, 1],
  ['over midnight', { from: '22:00', to: '02:00', spread: 50 * HOUR }, 4],
  ['of a whole day', { from: '00:00', to: '00:00', weekdays: [5], spread: 50 * HOUR }, 24],
  ['of three hours that spreads over two', { from: '09:00', to: '12:00', spread: 2 * HOUR }, 2],
])('a window %s spreads its patients over its length, and over no more', (_, window, hours) => {
  const found = delays(window);
  expect(Math.min(...found)).toBeGreaterThanOrEqual(0);
  expect(Math.min(...found)).toBeLessThan(hours * 0.1);
  expect(Math.max(...found)).toBeLessThan(hours);
  expect(Math.max(...found)).toBeGreaterThan(hours * 0.9);
});

test('a window that is not spread opens for everybody at once', () => {
  expect(new Set(delays({ from: '09:00', to: '12:00' }))).toEqual(new Set([0]));
});
