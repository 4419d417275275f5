import { DAY, HOUR, type Window } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
import { offDays } from './off-days.ts';
import { paceOf } from './pace.ts';

const clocks = { shift: 0, calendars: new Map() };
const ends = (deadline: Parameters<typeof paceOf>[0], begins: [number, number], weekday?: number, known = clocks) =>
  paceOf(deadline, known)
    ?.ends(begins, weekday)
    .map((at) => at / HOUR);

describe('a window', () => {
  const day: Window = { from: '09:00', to: '20:30', spread: HOUR };

  test('lets pass whoever comes within, and spreads whoever comes before', () => {
    expect(ends({ window: day }, [10 * HOUR, 11 * HOUR])).toEqual([10, 11]);
    expect(ends({ window: day }, [8 * HOUR, 8 * HOUR])).toEqual([9, 10]);
    expect(ends({ window: day }, [21 * HOUR, 22 * HOUR])).toEqual([33, 34]);
  });

  test('over midnight belongs to the date on which it began', () => {
    const night: Window = { from: '22:00', to: '06:00', weekdays: [1] };
    // Monday's night is still open on Tuesday at 05:00; at 07:00 the next one is that of the Monday after.
    expect(ends({ window: night }, [29 * HOUR, 29 * HOUR], 0)).toEqual([29, 29]);
    expect(ends({ window: night }, [31 * HOUR, 31 * HOUR], 0)).toEqual([7 * 24 + 22, 7 * 24 + 22]);
  });

  test('on some weekdays only may be a few days away where the weekday is not known', () => {
    const working: Window = { from: '09:00', to: '18:00', weekdays: [1, 2, 3, 4, 5] };
    expect(ends({ window: working }, [10 * HOUR, 10 * HOUR])).toEqual([10, 9 + 48]);
    expect(ends({ window: working }, [10 * HOUR, 10 * HOUR], 4)).toEqual([10, 10]);
    expect(ends({ window: working }, [10 * HOUR, 10 * HOUR], 5)).toEqual([57, 57]);
  });

  test('of work days has no bound while no year of the calendar is known', () => {
    const open: Window = { from: '09:00', to: '18:00', calendar: 'cn-workdays' };
    expect(ends({ window: open }, [10 * HOUR, 10 * HOUR])).toEqual([10, Number.POSITIVE_INFINITY]);
  });
});

describe('the next day of the month', () => {
  test('is at most 31 days away and never at once', () => {
    const next = { next: { monthDay: 31, at: '10:00' } };
    expect(ends(next, [10 * HOUR, 10 * HOUR])).toEqual([34, 34 + 30 * 24]);
    expect(paceOf(next, clocks)?.lasts).toEqual([0, 31 * DAY]);
  });
});

describe('work days', () => {
  const off = ['10-01', '10-02', '10-05', '10-06', '10-07'];
  const days = offDays([{ calendar: 'cn-workdays', year: 2026, hash: '', off, on: ['10-10'] }]);

  test('know their longest row of days off', () => expect(days?.longest).toBe(7));

  test('tell how far the n-th one is at most', () => {
    expect(days?.until(0)).toBe(7);
    expect(days?.until(1)).toBe(8);
    // From Friday 25 September: 28, 29, 30, then 8 and 9 October.
    expect(days?.until(5)).toBe(14);
  });

  test('of a calendar without any known year tell nothing', () => expect(offDays([])).toBeUndefined());
});
