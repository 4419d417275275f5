import { zoneTable } from '@suivi/schema/zones';
import { describe, expect, test } from 'vitest';
import { dayOf } from './calendar-date.ts';
import { instantOf, timeOfDay, wallTime } from './local-time.ts';
import { begin, end, Play, planOf, waitUntil } from './play-fixture.ts';

const chicago = zoneTable('America/Chicago');
const utc = (text: string) => Date.parse(text);
const at = (date: string, time: string) => ({ day: dayOf(date) ?? 0, time: timeOfDay(time) });

describe('the wall clock', () => {
  test('of a date is that of its own offset, summer and winter', () => {
    expect(instantOf(chicago, at('2026-01-15', '22:00'))).toBe(utc('2026-01-16T04:00:00Z'));
    expect(instantOf(chicago, at('2026-07-15', '22:00'))).toBe(utc('2026-07-16T03:00:00Z'));
  });

  test('a time that a clock change leaves out comes as much later', () => {
    expect(instantOf(chicago, at('2026-03-08', '02:30'))).toBe(utc('2026-03-08T08:30:00Z'));
    expect(wallTime(chicago, utc('2026-03-08T08:30:00Z'))).toEqual(at('2026-03-08', '03:30'));
  });

  test('a time that comes twice means the first one', () => {
    expect(instantOf(chicago, at('2026-11-01', '01:30'))).toBe(utc('2026-11-01T06:30:00Z'));
  });

  test.each([
    ['1970-01-01', 0],
    ['2000-02-29', 11_016],
    ['2026-11-25', 20_782],
    ['1900-02-29', undefined],
    ['2026-02-30', undefined],
    ['2026-13-01', undefined],
    ['soon', undefined],
    [20, undefined],
  ])('the day of %s is %s', (date, day) => {
    expect(dayOf(date)).toBe(day);
  });
});

describe('a wait until a local time', () => {
  const until = (inDays: number, time: string) =>
    planOf({ start: begin('until'), until: waitUntil({ inDays, at: time }, 'done'), done: end('done') });
  const arriving = (instant: string, inDays: number, time: string) =>
    new Play(until(inDays, time), utc(instant), { zone: chicago }).waitsUntil;

  test('counts calendar days of the patient, not of UTC', () => {
    // 23:30 on the 14th in Chicago is the 15th in UTC.
    expect(arriving('2026-01-15T05:30:00Z', 1, '09:00')).toBe(utc('2026-01-15T15:00:00Z'));
  });

  test('on a day of 23 or 25 hours still ends at that time', () => {
    expect(arriving('2026-03-08T06:00:00Z', 1, '00:00')).toBe(utc('2026-03-09T05:00:00Z'));
    expect(arriving('2026-11-01T05:00:00Z', 1, '00:00')).toBe(utc('2026-11-02T06:00:00Z'));
  });

  test('that is over already goes on at once', () => {
    const entered = utc('2026-01-15T20:00:00Z');
    const play = new Play(until(0, '09:00'), entered, { zone: chicago });
    // What else happens at the instant of the entry comes first: an exit rule, an event.
    expect(play.waitsUntil).toBeLessThanOrEqual(entered);
    play.passed(entered);
    expect(play.last).toMatchObject({ kind: 'left', at: utc('2026-01-15T20:00:00Z') });
  });

  test('without a wall clock is a bug of the driver and never a guess', () => {
    expect(() => new Play(until(0, '09:00'))).toThrow(/zone table/);
  });
});
