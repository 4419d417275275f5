import { DAY, HOUR, MINUTE } from '@suivi/schema';
import { zoneTable } from '@suivi/schema/zones';
import { expect, test } from 'vitest';
import { fedInstant, wallInstant } from './wall-time.ts';

const chicago = zoneTable('America/Chicago');
const at = (text: string): number => Date.parse(text);

test('three days are three times 24:00 on the wall, also over the day that has 23 hours', () => {
  expect(wallInstant(chicago, at('2026-03-07T00:00:00-06:00'), 3 * DAY)).toBe(at('2026-03-10T00:00:00-05:00'));
  expect(wallInstant(chicago, at('2026-10-31T00:00:00-05:00'), 3 * DAY)).toBe(at('2026-11-03T00:00:00-06:00'));
});

test('a watermark at a time that is skipped feeds nothing that the clock shows right after it', () => {
  const origin = at('2026-03-08T00:00:00-06:00');
  const gap = at('2026-03-08T03:00:00-05:00');
  expect(fedInstant(chicago, origin, 2 * HOUR + 30 * MINUTE)).toBeLessThan(gap);
  expect(fedInstant(chicago, origin, HOUR)).toBe(at('2026-03-08T01:00:00-06:00'));
  expect(fedInstant(chicago, origin, 4 * HOUR)).toBe(at('2026-03-08T04:00:00-05:00'));
});

test('a watermark at a time that comes twice covers the first of the two only', () => {
  const origin = at('2026-11-01T00:00:00-05:00');
  expect(fedInstant(chicago, origin, HOUR + 30 * MINUTE)).toBe(at('2026-11-01T01:30:00-05:00'));
});
