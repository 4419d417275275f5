import { describe, expect, test } from 'vitest';
import { calendarYear } from './calendar-year.ts';
import { cnWorkdays } from './cn-workdays.ts';

describe('a year of a work-day calendar', () => {
  const days = [
    { date: '2027-10-01', isOffDay: true },
    { date: '2027-01-01', isOffDay: true },
    { date: '2026-12-31', isOffDay: true },
    { date: '2027-10-09', isOffDay: false },
    { date: '2027-01-01', isOffDay: true },
  ];

  test('has the special days of that year, in order and once', () => {
    expect(calendarYear('c', 2027, days)).toMatchObject({ off: ['01-01', '10-01'], on: ['10-09'] });
    expect(calendarYear('c', 2026, days)).toMatchObject({ off: ['12-31'], on: [] });
  });

  test('has a hash of what it says, whatever the order it was given in', () => {
    const { hash } = calendarYear('c', 2027, days);
    expect(calendarYear('c', 2027, [...days].reverse()).hash).toBe(hash);
    expect(calendarYear('c', 2027, days.slice(1)).hash).not.toBe(hash);
    expect(calendarYear('other', 2027, days).hash).not.toBe(hash);
  });

  test('refuses a date that is none, and one that is a day off and a work day', () => {
    expect(() => calendarYear('c', 2027, [{ date: '2027-02-29', isOffDay: true }])).toThrow(/no date/);
    expect(() => calendarYear('c', 2027, [{ date: 'soon', isOffDay: true }])).toThrow(/no date/);
    expect(() => calendarYear('c', 2027, [...days, { date: '2027-10-01', isOffDay: false }])).toThrow(/both|and as/);
  });
});

describe('the work days of China', () => {
  test('are known for the years that were announced, and for no other', () => {
    expect(cnWorkdays.map(({ year }) => year)).toEqual(Array.from({ length: 12 }, (_, k) => 2015 + k));
  });

  test('include what a later notice says of the year before', () => {
    // The notice for 2019 made 29 December 2018, a Saturday, a work day, and the 31st a day off.
    expect(cnWorkdays.find(({ year }) => year === 2018)).toMatchObject({
      off: expect.arrayContaining(['12-31']),
      on: expect.arrayContaining(['12-29']),
    });
  });

  test('of 2026 have the first seven days of October off, and a Saturday made up for them', () => {
    const { off = [], on = [] } = cnWorkdays.find(({ year }) => year === 2026) ?? {};
    expect(off.filter((date) => date.startsWith('10'))).toEqual(Array.from({ length: 7 }, (_, k) => `10-0${k + 1}`));
    expect(on).toContain('10-10');
  });
});
