import type { Window } from '@suivi/schema';
import { zoneTable } from '@suivi/schema/zones';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WorkDays } from './calendar.ts';
import { timeOfDay, wallTime } from './local-time.ts';
import { act, begin, end, Play, planOf, waitUntil } from './play-fixture.ts';
import { openingOf } from './window.ts';

const utc = (text: string) => Date.parse(text);
const shanghai = zoneTable('Asia/Shanghai');
const DAYTIME: Window = { from: '09:00', to: '20:00' };
const NIGHT: Window = { from: '22:00', to: '06:00' };
const ends = { done: end('done'), over: end('over') };

const planFor = (window: Window, more = {}) =>
  planOf({ start: begin('hours'), hours: waitUntil({ window }, 'hello', more), hello: act('done'), ...ends });
const arriving = (window: Window, arrived: string, more = {}, zone = shanghai) =>
  new Play(planFor(window, more), utc(arrived), { zone });

describe('a message that waits for its hours', () => {
  test('goes at once within them, and the row says that the window was open', () => {
    const play = arriving(DAYTIME, '2026-06-08T04:00:00Z');
    expect(play.effects[0]).toMatchObject({ do: 'perform', node: 'hello', at: utc('2026-06-08T04:00:00Z') });
    expect(play.path).toEqual([`${utc('2026-06-08T04:00:00Z')} hours woke due window`]);
  });

  test('is deferred to the next allowed minute of the patient’s clock otherwise, and says until when', () => {
    const play = arriving(DAYTIME, '2026-06-08T13:00:00Z');
    expect(play.last).toMatchObject({ kind: 'deferred', by: 'window', until: utc('2026-06-09T01:00:00Z') });
    expect(play.waitsUntil).toBe(utc('2026-06-09T01:00:00Z'));
    play.passed(utc('2026-06-09T01:00:00Z'));
    expect(play.effects[0]).toMatchObject({ do: 'perform', node: 'hello', at: utc('2026-06-09T01:00:00Z') });
  });

  test('may go in the first minute, and not any more in the last', () => {
    expect(arriving(DAYTIME, '2026-06-08T01:00:00Z').effects[0]?.do).toBe('perform');
    expect(arriving(DAYTIME, '2026-06-08T11:59:59Z').effects[0]?.do).toBe('perform');
    expect(arriving(DAYTIME, '2026-06-08T12:00:00Z').waitsUntil).toBe(utc('2026-06-09T01:00:00Z'));
    expect(arriving(DAYTIME, '2026-06-08T00:59:59Z').waitsUntil).toBe(utc('2026-06-08T01:00:00Z'));
  });

  test('asks nobody for facts', () => {
    expect(arriving(DAYTIME, '2026-06-08T13:00:00Z').effects).toEqual([
      { do: 'wait', until: utc('2026-06-09T01:00:00Z') },
    ]);
  });
});

describe('hours that belong to a node which does more', () => {
  test('are no port of it: the visit ends with what it does then', () => {
    const plan = planOf({
      start: begin('hello'),
      hello: waitUntil({ window: DAYTIME }, 'hello/1'),
      'hello/1': act('done'),
      ...ends,
    });
    const open = new Play(plan, utc('2026-06-08T04:00:00Z'), { zone: shanghai }).acted();
    const shut = new Play(plan, utc('2026-06-08T13:00:00Z'), { zone: shanghai })
      .passed(utc('2026-06-09T01:00:00Z'))
      .acted();
    for (const play of [open, shut]) {
      const rows = play.rows.filter(({ node }) => node === 'hello');
      expect(rows.map(({ port }) => port)).toEqual([...rows.slice(1).map(() => undefined), 'next']);
      expect(new Set(rows.map(({ visit }) => visit))).toEqual(new Set([1]));
    }
  });
});

describe('a window over midnight', () => {
  test('is open on both sides of it', () => {
    expect(arriving(NIGHT, '2026-06-08T15:00:00Z').effects[0]?.do).toBe('perform');
    expect(arriving(NIGHT, '2026-06-08T21:00:00Z').effects[0]?.do).toBe('perform');
    expect(arriving(NIGHT, '2026-06-08T22:00:00Z').waitsUntil).toBe(utc('2026-06-09T14:00:00Z'));
  });

  test('belongs to the date on which the night began', () => {
    // 2026-06-12 is a Friday: its night lasts until Saturday 06:00, and Sunday 03:00 is Saturday's night.
    const fridays = { ...NIGHT, weekdays: [5] };
    expect(arriving(fridays, '2026-06-12T21:00:00Z').effects[0]?.do).toBe('perform');
    expect(arriving(fridays, '2026-06-11T21:00:00Z').waitsUntil).toBe(utc('2026-06-12T14:00:00Z'));
    expect(arriving(fridays, '2026-06-13T19:00:00Z').waitsUntil).toBe(utc('2026-06-19T14:00:00Z'));
  });
});

describe('a window of weekdays', () => {
  const weekdays = { ...DAYTIME, weekdays: [1, 2, 3, 4, 5] };

  test('goes by the weekday of the patient’s date, not of UTC', () => {
    // Saturday 2026-06-13 07:00 in Auckland is Friday in UTC.
    const auckland = zoneTable('Pacific/Auckland');
    expect(arriving(weekdays, '2026-06-12T22:00:00Z', {}, auckland).waitsUntil).toBe(utc('2026-06-14T21:00:00Z'));
    expect(arriving(weekdays, '2026-06-12T22:00:00Z').waitsUntil).toBe(utc('2026-06-15T01:00:00Z'));
  });

  test('of the same beginning and end is the whole day', () => {
    const sunday: Window = { from: '00:00', to: '00:00', weekdays: [7] };
    expect(arriving(sunday, '2026-06-13T16:00:00Z').effects[0]?.do).toBe('perform');
    expect(arriving(sunday, '2026-06-14T15:59:59Z').effects[0]?.do).toBe('perform');
    expect(arriving(sunday, '2026-06-14T16:00:00Z').waitsUntil).toBe(utc('2026-06-20T16:00:00Z'));
    expect(arriving({ ...sunday, from: '09:00', to: '09:00' }, '2026-06-14T16:00:00Z').waitsUntil).toBe(
      utc('2026-06-20T16:00:00Z'),
    );
  });

  test('without any weekday is a broken plan, said aloud', () => {
    expect(() => arriving({ ...DAYTIME, weekdays: [] }, '2026-06-08T04:00:00Z')).toThrow(/weekday/);
  });
});

describe('who had to wait is spread over the first minutes', () => {
  const spread = { ...DAYTIME, spread: 1_800_000 };
  const days = new WorkDays();
  const opens = utc('2026-06-09T01:00:00Z');
  const of = (patient: string, window: Window = spread) =>
    openingOf(shanghai, window, patient, utc('2026-06-08T13:00:00Z'), days)?.at ?? 0;

  test('always by the same length for the same patient, in whole seconds', () => {
    expect(of('p1')).toBe(of('p1'));
    expect(of('p1') % 1_000).toBe(0);
    const tomorrow = openingOf(shanghai, spread, 'p1', utc('2026-06-09T13:00:00Z'), days)?.at;
    expect(tomorrow).toBe(of('p1') + 86_400_000);
  });

  test('evenly over that length, and never beyond it', () => {
    const late = Array.from({ length: 3_000 }, (_, k) => of(`p${k}`) - opens);
    expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...late)).toBeLessThan(1_800_000);
    const tenths = Array.from({ length: 10 }, (_, k) => late.filter((l) => Math.floor(l / 180_000) === k).length);
    for (const count of tenths) expect(Math.abs(count - 300)).toBeLessThan(60);
  });

  test('within the window even where it is shorter', () => {
    const short: Window = { from: '09:00', to: '09:10', spread: 3_600_000 };
    const late = Array.from({ length: 300 }, (_, k) => of(`p${k}`, short) - opens);
    expect(Math.max(...late)).toBeLessThan(600_000);
    expect(Math.max(...late)).toBeGreaterThan(500_000);
    const day: Window = { from: '09:00', to: '09:00', weekdays: [3], spread: 86_400_000 };
    const wednesday = Array.from({ length: 300 }, (_, k) => wallTime(shanghai, of(`p${k}`, day)).day);
    expect(new Set(wednesday).size).toBe(1);
  });

  test('and who comes while it is open does not wait', () => {
    expect(arriving(spread, '2026-06-08T01:00:01Z').effects[0]?.do).toBe('perform');
  });
});

describe('a window that opens too late', () => {
  const within = { ...DAYTIME, within: 6 * 3_600_000 };
  const past = { past: { port: 'past', to: 'over' } };

  test('takes the port “past” at once, and the row says when it would have opened', () => {
    const play = arriving(within, '2026-06-08T13:00:00Z', past);
    expect(play.rows.find(({ kind, node }) => node === 'hours' && kind === 'woke')).toMatchObject({
      port: 'past',
      by: 'past',
      detail: { due: utc('2026-06-09T01:00:00Z') },
    });
    expect(play.last).toMatchObject({ kind: 'left', by: 'over' });
  });

  test('lasts where that port is not drawn', () => {
    expect(arriving(within, '2026-06-08T13:00:00Z').waitsUntil).toBe(utc('2026-06-09T01:00:00Z'));
  });

  test('is one that opens later than that: at that very length it is in time', () => {
    expect(arriving(within, '2026-06-08T19:00:00Z', past).waitsUntil).toBe(utc('2026-06-09T01:00:00Z'));
    expect(arriving(within, '2026-06-08T18:59:59Z', past).last).toMatchObject({ by: 'over' });
  });
});

describe('any window, any instant, any zone', () => {
  const zones = ['Asia/Shanghai', 'America/Chicago', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Pacific/Apia'].map(
    zoneTable,
  );
  const time = fc
    .integer({ min: 0, max: 95 })
    .map((q) => `${String(Math.floor(q / 4)).padStart(2, '0')}:${String((q % 4) * 15).padStart(2, '0')}`);
  const window = fc.record(
    {
      from: time,
      to: time,
      weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      spread: fc.integer({ min: 1, max: 20_000_000 }),
    },
    { requiredKeys: ['from', 'to'] },
  );
  const instant = fc.integer({ min: utc('2010-01-01T00:00:00Z') / 1_000, max: utc('2030-01-01T00:00:00Z') / 1_000 });

  test('goes on at a time that the patient’s clock shows as allowed, not before the arrival, and within eight days', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), window, instant, fc.string(), (zone, window, seconds, patient) => {
        const from = seconds * 1_000;
        const opening = openingOf(zone, window, patient, from, new WorkDays());
        const at = opening?.at ?? 0;
        expect(at).toBeGreaterThanOrEqual(from);
        expect(at).toBeLessThan(from + 16 * 86_400_000);
        expect(isOpen(window, wallTime(zone, at))).toBe(true);
        if (isOpen(window, wallTime(zone, from))) expect(at).toBe(from);
      }),
      { numRuns: 2_000 },
    );
  });

  /** Said in another way than the engine does: minute by minute of the dial. */
  function isOpen(
    { from, to, weekdays = [1, 2, 3, 4, 5, 6, 7] }: Window,
    { day, time }: { day: number; time: number },
  ) {
    const weekday = (d: number) => new Date(d * 86_400_000).getUTCDay() || 7;
    const [a, b] = [timeOfDay(from), timeOfDay(to)];
    const today = a === b || (a < b ? time >= a && time < b : time >= a);
    const sinceYesterday = a > b && time < b;
    return (today && weekdays.includes(weekday(day))) || (sinceYesterday && weekdays.includes(weekday(day - 1)));
  }
});

test('in the hour that comes twice, a window opens again when the clock shows its beginning again', () => {
  const zone = zoneTable('America/Havana');
  // On 3 November 2024 the clock goes from 01:00 back to 00:00, at 05:00 UTC.
  const play = arriving({ from: '00:30', to: '00:00' }, '2024-11-03T05:00:00Z', {}, zone);
  expect(play.waitsUntil).toBe(utc('2024-11-03T05:30:00Z'));
});
