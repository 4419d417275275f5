import type { Deadline, Window } from '@suivi/schema';
import { zoneTable } from '@suivi/schema/zones';
import { describe, expect, test } from 'vitest';
import { WorkDays } from './calendar.ts';
import { dayOf } from './calendar-date.ts';
import { firstInstantFrom, hasDay, instantOf, timeOfDay } from './local-time.ts';
import { begin, end, Play, planOf, waitUntil } from './play-fixture.ts';
import { openingOf } from './window.ts';

const utc = (text: string) => Date.parse(text);
const local = (zone: string, date: string, time: string) =>
  instantOf(zoneTable(zone), { day: dayOf(date) ?? 0, time: timeOfDay(time) });
const until = (zone: string, deadline: Deadline, arrived: string) =>
  new Play(planOf({ start: begin('until'), until: waitUntil(deadline, 'done'), done: end('done') }), utc(arrived), {
    zone: zoneTable(zone),
  });

describe('a local time that a clock change leaves out comes as much later', () => {
  test.each([
    ['Europe/Paris', '2026-03-29', '02:30', '2026-03-29T01:30:00Z', '03:30, an hour later'],
    ['America/St_Johns', '2026-03-08', '02:15', '2026-03-08T05:45:00Z', '03:15'],
    ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:45:00Z', '02:45: half an hour is left out'],
    ['Antarctica/Troll', '2026-03-29', '01:30', '2026-03-29T01:30:00Z', '03:30: two hours are left out'],
    ['America/Sao_Paulo', '2018-11-04', '00:00', '2018-11-04T03:00:00Z', '01:00: the day has no midnight'],
    ['Asia/Beirut', '2026-03-29', '00:00', '2026-03-28T22:00:00Z', '01:00: the day has no midnight'],
    ['Africa/Cairo', '2026-04-24', '00:30', '2026-04-23T22:30:00Z', '01:30'],
    ['Pacific/Apia', '2011-12-30', '09:00', '2011-12-30T19:00:00Z', '09:00 of the 31st: the zone had no 30th'],
  ])('%s %s %s is %s (%s)', (zone, date, time, at) => {
    expect(local(zone, date, time)).toBe(utc(at));
  });
});

describe('a local time that comes twice means the first', () => {
  test.each([
    ['Europe/Paris', '2026-10-25', '02:30', '2026-10-25T00:30:00Z'],
    ['Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45:00Z'],
    ['America/Sao_Paulo', '2019-02-16', '23:30', '2019-02-17T01:30:00Z'],
    ['America/Havana', '2026-11-01', '00:30', '2026-11-01T04:30:00Z'],
    ['Africa/Casablanca', '2026-02-15', '02:30', '2026-02-15T01:30:00Z'],
  ])('%s %s %s is %s', (zone, date, time, at) => {
    expect(local(zone, date, time)).toBe(utc(at));
  });
});

describe('a day that a zone left out', () => {
  // Samoa went from Thursday, 29 December 2011, to Saturday the 31st.
  const apia = zoneTable('Pacific/Apia');
  const THURSDAY = '2011-12-29T20:00:00Z';

  test('is known as none; one that only lost an hour is a day', () => {
    expect(hasDay(apia, dayOf('2011-12-30') ?? 0)).toBe(false);
    expect(hasDay(apia, dayOf('2011-12-31') ?? 0)).toBe(true);
    expect(hasDay(zoneTable('Asia/Beirut'), dayOf('2026-03-29') ?? 0)).toBe(true);
  });

  test('“in 1 calendar day” comes with the day after it, as a time left out does', () => {
    expect(until('Pacific/Apia', { inDays: 1, at: '11:00' }, THURSDAY).waitsUntil).toBe(utc('2011-12-30T21:00:00Z'));
  });

  test('is nobody’s Friday: the next one is a week later', () => {
    expect(until('Pacific/Apia', { next: { at: '11:00', weekdays: [5] } }, THURSDAY).waitsUntil).toBe(
      utc('2012-01-05T21:00:00Z'),
    );
  });

  test('opens no window', () => {
    const friday: Window = { from: '09:00', to: '18:00', weekdays: [5] };
    expect(until('Pacific/Apia', { window: friday }, THURSDAY).waitsUntil).toBe(utc('2012-01-05T19:00:00Z'));
    const daily: Window = { from: '09:00', to: '18:00' };
    expect(until('Pacific/Apia', { window: daily }, '2011-12-30T06:00:00Z').waitsUntil).toBe(
      utc('2011-12-30T19:00:00Z'),
    );
  });
});

describe('a window and a clock change', () => {
  const opens = (zone: string, window: Window, arrived: string) => until(zone, { window }, arrived).waitsUntil;
  const isOpen = (zone: string, window: Window, at: string) => until(zone, { window }, at).last?.kind === 'left';

  test('that leaves out its beginning opens it: 02:30 is over as soon as the clock shows 03:00', () => {
    const window: Window = { from: '02:30', to: '08:00' };
    expect(opens('Europe/Paris', window, '2026-03-28T20:00:00Z')).toBe(utc('2026-03-29T01:00:00Z'));
    expect(isOpen('Europe/Paris', window, '2026-03-29T01:00:00Z')).toBe(true);
    expect(opens('Asia/Beirut', { from: '00:00', to: '06:00' }, '2026-03-28T12:00:00Z')).toBe(
      utc('2026-03-28T22:00:00Z'),
    );
    expect(opens('Australia/Lord_Howe', { from: '02:15', to: '02:45' }, '2026-10-03T12:00:00Z')).toBe(
      utc('2026-10-03T15:30:00Z'),
    );
  });

  test('that leaves it out whole keeps it shut that day: the clock never showed such a time', () => {
    const window: Window = { from: '02:00', to: '03:00' };
    expect(opens('Europe/Paris', window, '2026-03-28T20:00:00Z')).toBe(utc('2026-03-30T00:00:00Z'));
  });

  test('that repeats an hour of it leaves it open in both, and what lies outside stays outside', () => {
    const window: Window = { from: '01:00', to: '02:30' };
    // 02:00–03:00 comes twice in Paris: 00:00Z–01:00Z and 01:00Z–02:00Z.
    expect(isOpen('Europe/Paris', window, '2026-10-25T00:15:00Z')).toBe(true);
    expect(isOpen('Europe/Paris', window, '2026-10-25T00:45:00Z')).toBe(false);
    expect(isOpen('Europe/Paris', window, '2026-10-25T01:15:00Z')).toBe(true);
    expect(isOpen('Europe/Paris', window, '2026-10-25T01:45:00Z')).toBe(false);
  });

  test('moves nobody who is spread out of the window', () => {
    // 01:30–03:00: half an hour of it lies before the clock goes back to 01:00 in Chicago.
    const window: Window = { from: '01:30', to: '03:00', spread: 5_400_000 };
    const chicago = zoneTable('America/Chicago');
    for (let k = 0; k < 100; k++) {
      const at = openingOf(chicago, window, `p${k}`, utc('2026-11-01T00:00:00Z'), new WorkDays())?.at ?? 0;
      expect(at < utc('2026-11-01T07:00:00Z') || at >= utc('2026-11-01T07:30:00Z')).toBe(true);
    }
  });

  test('the first instant from a time on is that time, or the clock change that leaves it out', () => {
    const from = (date: string, time: string) =>
      firstInstantFrom(zoneTable('Europe/Paris'), { day: dayOf(date) ?? 0, time: timeOfDay(time) });
    expect(from('2026-03-29', '02:30')).toBe(utc('2026-03-29T01:00:00Z'));
    expect(from('2026-03-29', '03:30')).toBe(utc('2026-03-29T01:30:00Z'));
    expect(from('2026-10-25', '02:30')).toBe(utc('2026-10-25T00:30:00Z'));
  });
});
