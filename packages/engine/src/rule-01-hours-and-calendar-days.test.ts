import { zoneTable } from '@suivi/schema/zones';
import { describe, expect, test } from 'vitest';
import { begin, end, Play, planOf, waitUntil } from './play-fixture.ts';

const utc = (text: string) => Date.parse(text);
const chicago = zoneTable('America/Chicago');
const DAY = 86_400_000;

const until = (deadline: Parameters<typeof waitUntil>[0], arrived: string, zone = chicago) =>
  new Play(planOf({ start: begin('until'), until: waitUntil(deadline, 'done'), done: end('done') }), utc(arrived), {
    zone,
  }).waitsUntil;

describe('“after 1 day” and “in 1 calendar day at 09:00” are two things', () => {
  test('the first is 24 hours, over a clock change too', () => {
    expect(until({ after: DAY }, '2026-03-07T18:00:00Z')).toBe(utc('2026-03-08T18:00:00Z'));
    expect(until({ after: DAY }, '2026-10-31T17:00:00Z')).toBe(utc('2026-11-01T17:00:00Z'));
  });

  test('the second is that time on the patient’s clock, be it 20 hours away or 30', () => {
    expect(until({ inDays: 1, at: '09:00' }, '2026-07-01T20:00:00Z')).toBe(utc('2026-07-02T14:00:00Z'));
    expect(until({ inDays: 1, at: '09:00' }, '2026-07-01T08:00:00Z')).toBe(utc('2026-07-02T14:00:00Z'));
  });

  test('noon tomorrow stays noon when the clocks change in between', () => {
    expect(until({ inDays: 1, at: '12:00' }, '2026-03-07T18:00:00Z')).toBe(utc('2026-03-08T17:00:00Z'));
    expect(until({ inDays: 1, at: '12:00' }, '2026-10-31T17:00:00Z')).toBe(utc('2026-11-01T18:00:00Z'));
  });
});

describe('the next weekday, or the next such day of the month', () => {
  const monday = { next: { at: '09:00', weekdays: [1] } };

  test('is that of the patient’s local date, not of UTC', () => {
    // Sunday 22:00 in Chicago is Monday 03:00 in UTC.
    expect(until(monday, '2026-06-08T03:00:00Z')).toBe(utc('2026-06-08T14:00:00Z'));
    expect(until(monday, '2026-06-08T03:00:00Z', zoneTable('Asia/Shanghai'))).toBe(utc('2026-06-15T01:00:00Z'));
  });

  test('may be today when the time is still to come, and is never the moment of arrival itself', () => {
    expect(until(monday, '2026-06-08T13:59:59Z')).toBe(utc('2026-06-08T14:00:00Z'));
    expect(until(monday, '2026-06-08T14:00:00Z')).toBe(utc('2026-06-15T14:00:00Z'));
  });

  test('of several weekdays is the nearest', () => {
    const days = { next: { at: '08:30', weekdays: [5, 2] } };
    expect(until(days, '2026-06-08T14:00:00Z')).toBe(utc('2026-06-09T13:30:00Z'));
    expect(until(days, '2026-06-09T14:00:00Z')).toBe(utc('2026-06-12T13:30:00Z'));
  });

  test.each([
    [31, '2026-01-31T20:00:00Z', '2026-02-28T15:00:00Z'],
    [31, '2026-02-28T20:00:00Z', '2026-03-31T14:00:00Z'],
    [30, '2028-01-30T20:00:00Z', '2028-02-29T15:00:00Z'],
    [29, '2027-02-01T20:00:00Z', '2027-02-28T15:00:00Z'],
    [29, '2028-02-01T20:00:00Z', '2028-02-29T15:00:00Z'],
    [15, '2026-12-20T00:00:00Z', '2027-01-15T15:00:00Z'],
  ])('the %d. of a month that lacks it is its last day (from %s: %s)', (monthDay, from, to) => {
    expect(until({ next: { at: '09:00', monthDay } }, from)).toBe(utc(to));
  });

  test('a deadline without any weekday is a broken plan, said aloud', () => {
    expect(() => until({ next: { at: '09:00', weekdays: [] } }, '2026-06-08T03:00:00Z')).toThrow(/weekday/);
  });
});
