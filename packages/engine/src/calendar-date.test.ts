import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateOf, dayAt, dayOf, weekdayOf } from './calendar-date.ts';

const day = fc.integer({ min: -200_000, max: 200_000 });
const platform = (d: number): Date => new Date(d * 86_400_000);

test('a day is the date, and the weekday, that the platform’s calendar says', () => {
  fc.assert(
    fc.property(day, (d) => {
      const date = platform(d);
      expect(dateOf(d)).toEqual({
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        date: date.getUTCDate(),
      });
      expect(weekdayOf(d)).toBe(date.getUTCDay() || 7);
    }),
    { numRuns: 2_000 },
  );
});

test('a date there and back again is the same day', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60_000 }), (d) => {
      expect(dayOf(platform(d).toISOString())).toBe(d);
      const { year, month, date } = dateOf(d);
      expect(dayAt(year, month, date)).toBe(d);
      expect(dayAt(year - 1, month + 12, date)).toBe(d);
      expect(dayAt(year + 3, month - 36, date)).toBe(d);
    }),
  );
});

test('a date that the month lacks is its last one', () => {
  expect(dayAt(2026, 2, 31)).toBe(dayOf('2026-02-28'));
  expect(dayAt(2028, 2, 30)).toBe(dayOf('2028-02-29'));
  expect(dayAt(2027, 14, 29)).toBe(dayOf('2028-02-29'));
});
