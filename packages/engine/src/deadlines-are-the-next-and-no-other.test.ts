import type { PatientDate } from '@suivi/schema';
import { cnWorkdays } from '@suivi/schema/cn-workdays';
import { zoneTable } from '@suivi/schema/zones';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WorkDays } from './calendar.ts';
import { instantOf, timeOfDay, wallTime } from './local-time.ts';
import { instantOfNextDay } from './next-day.ts';
import { instantOfDate } from './patient-date.ts';

const DAY = 86_400_000;
const ZONES = ['Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Africa/Casablanca'];
const zone = fc.constantFrom(...ZONES).map(zoneTable);
const instant = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2026, 0, 1) });
const time = fc
  .integer({ min: 0, max: 1_439 })
  .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`);
/** The platform's calendar, as an independent witness. */
const platform = (day: number): Date => new Date(day * DAY);

describe('the next such weekday', () => {
  test('lies after the arrival, on such a date of the patient, and no such date lies between', () => {
    const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
    fc.assert(
      fc.property(zone, instant, time, weekdays, (table, arrived, at, days) => {
        const due = instantOfNextDay(table, { at, weekdays: days }, arrived);
        expect(due).toBeGreaterThan(arrived);
        const [from, to] = [wallTime(table, arrived), wallTime(table, due)];
        const such = (day: number) => days.includes(platform(day).getUTCDay() || 7);
        expect(such(to.day)).toBe(true);
        for (let day = from.day + 1; day < to.day; day++) expect(such(day)).toBe(false);
        if (to.day > from.day && such(from.day)) {
          // A time that comes twice means the first: who arrives between the two has missed it.
          expect(instantOf(table, { day: from.day, time: timeOfDay(at) })).toBeLessThanOrEqual(arrived);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the next such day of the month', () => {
  test('is that day or the last of its month, within 31 days and the hours of the first', () => {
    fc.assert(
      fc.property(zone, instant, time, fc.integer({ min: 1, max: 31 }), (table, arrived, at, monthDay) => {
        const due = instantOfNextDay(table, { at, monthDay }, arrived);
        expect(due).toBeGreaterThan(arrived);
        expect(due - arrived).toBeLessThan(32 * DAY);
        const { day } = wallTime(table, due);
        const isLast = platform(day + 1).getUTCDate() === 1;
        const date = platform(day).getUTCDate();
        expect(date === monthDay || (isLast && date < monthDay)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('an anniversary', () => {
  test('comes once in every year of the calendar, after the arrival, and within a year and a day of it', () => {
    const born = fc.integer({ min: -10_000, max: 10_000 });
    const offsetDays = fc.integer({ min: -40, max: 40 });
    fc.assert(
      fc.property(zone, instant, time, born, offsetDays, (table, arrived, at, day, offset) => {
        const date: PatientDate = { field: 'born', offsetDays: offset, at, yearly: true };
        const fields = { born: platform(day).toISOString().slice(0, 10) };
        const due = instantOfDate(table, date, fields, { after: arrived }) ?? 0;
        expect(due).toBeGreaterThan(arrived);
        expect(due - arrived).toBeLessThan(367 * DAY);
        const birthday = platform(wallTime(table, due).day - offset);
        const [, month, dayOfMonth] = fields.born.split('-').map(Number);
        const kept = month === 2 && dayOfMonth === 29 && birthday.getUTCDate() === 28;
        expect([birthday.getUTCMonth() + 1, birthday.getUTCDate()]).toEqual([month, kept ? 28 : dayOfMonth]);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the n-th work day', () => {
  test('is a work day with just so many others after the arrival’s date', () => {
    const day = fc.integer({ min: 16_500, max: 20_000 });
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 30 }), (from, n) => {
        const found = new WorkDays(cnWorkdays).after('cn-workdays', from, n) ?? 0;
        const between = Array.from({ length: found - from }, (_, k) => from + 1 + k).filter(works);
        expect(between).toHaveLength(n);
        expect(works(found)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  /** Said in another way than the engine does: by the platform's calendar. */
  function works(day: number): boolean {
    const date = platform(day).toISOString();
    const year = cnWorkdays.find((each) => each.year === Number(date.slice(0, 4)));
    const special = date.slice(5, 10);
    if (year?.off.includes(special)) return false;
    return year?.on.includes(special) === true || ![0, 6].includes(platform(day).getUTCDay());
  }
});
