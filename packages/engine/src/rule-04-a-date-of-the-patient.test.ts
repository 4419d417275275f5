import type { PatientDate } from '@suivi/schema';
import { zoneTable } from '@suivi/schema/zones';
import { describe, expect, test } from 'vitest';
import { instantOfDate } from './patient-date.ts';
import { begin, branch, end, is, Play, planOf, repeat, wait, waitUntil } from './play-fixture.ts';

const utc = (text: string) => Date.parse(text);
const zone = zoneTable('Asia/Shanghai');
const at9 = (more: Partial<PatientDate>): PatientDate => ({ field: 'day', offsetDays: 0, at: '09:00', ...more });
const past = { past: { port: 'past', to: 'over' } };
const ends = { done: end('done'), over: end('over') };
const planFor = (date: PatientDate, more = {}) =>
  planOf({ start: begin('until'), until: waitUntil({ date }, 'done', more), ...ends }, { facts: ['day'] });
const waiting = (day: string, date: PatientDate, arrived: string, more = {}) =>
  new Play(planFor(date, more), utc(arrived), { zone }).facts({ day });

describe('a date some months after one of the patient’s', () => {
  test.each([
    ['2026-01-31', 1, 0, '2026-02-28'],
    ['2027-12-31', 2, 0, '2028-02-29'],
    ['2026-05-31', -3, 0, '2026-02-28'],
    ['2026-11-30', 3, 0, '2027-02-28'],
    ['2026-01-31', 1, 1, '2026-03-01'],
    ['2024-02-29', 12, 0, '2025-02-28'],
    ['2026-03-15', -15, -7, '2024-12-08'],
  ])('%s and %d months and %d days is %s: a day that the month lacks becomes its last one', (day, months, days, to) => {
    const date = at9({ offsetMonths: months, offsetDays: days });
    expect(instantOfDate(zone, date, { day })).toBe(utc(`${to}T01:00:00Z`));
  });
});

describe('a date that comes every year', () => {
  const birthday = at9({ yearly: true });

  test('is the next anniversary after the arrival, today only while its time is still to come', () => {
    expect(waiting('1961-06-08', birthday, '2026-06-07T00:00:00Z').waitsUntil).toBe(utc('2026-06-08T01:00:00Z'));
    expect(waiting('1961-06-08', birthday, '2026-06-08T00:59:59Z').waitsUntil).toBe(utc('2026-06-08T01:00:00Z'));
    expect(waiting('1961-06-08', birthday, '2026-06-08T01:00:00Z').waitsUntil).toBe(utc('2027-06-08T01:00:00Z'));
  });

  test('of somebody born on 29 February is the 28th in common years', () => {
    expect(waiting('1960-02-29', birthday, '2026-06-07T00:00:00Z').waitsUntil).toBe(utc('2027-02-28T01:00:00Z'));
    expect(waiting('1960-02-29', birthday, '2027-06-07T00:00:00Z').waitsUntil).toBe(utc('2028-02-29T01:00:00Z'));
  });

  test('with an offset is the next instant with its offset: too late for this year’s week before, it is next year’s', () => {
    const weekBefore = at9({ yearly: true, offsetDays: -7 });
    expect(waiting('1961-01-04', weekBefore, '2026-12-20T00:00:00Z').waitsUntil).toBe(utc('2026-12-28T01:00:00Z'));
    expect(waiting('1961-01-04', weekBefore, '2026-12-29T00:00:00Z').waitsUntil).toBe(utc('2027-12-28T01:00:00Z'));
    const later = at9({ yearly: true, offsetMonths: 14 });
    expect(waiting('1961-12-31', later, '2026-02-01T00:00:00Z').waitsUntil).toBe(utc('2026-02-28T01:00:00Z'));
  });

  test('does not come before the date itself', () => {
    expect(waiting('2028-05-01', birthday, '2026-11-01T00:00:00Z').waitsUntil).toBe(utc('2028-05-01T01:00:00Z'));
  });

  test('comes once a year, round a loop too', () => {
    const plan = planOf(
      {
        start: begin('until'),
        until: waitUntil({ date: birthday }, 'again'),
        again: repeat(2, 'until', 'done'),
        done: end('done'),
      },
      { facts: ['day'] },
    );
    const play = new Play(plan, utc('2026-06-08T00:00:00Z'), { zone }).facts({ day: '1961-06-08' });
    const years: number[] = [];
    for (let until = play.waitsUntil; until; until = play.waitsUntil) {
      years.push(until);
      play.passed(until);
      if (play.effects[0]?.do === 'facts') play.facts({ day: '1961-06-08' });
    }
    expect(years).toEqual(['2026', '2027', '2028'].map((year) => utc(`${year}-06-08T01:00:00Z`)));
  });
});

describe('a date that lay in the past on arrival', () => {
  const ENTERED = '2026-11-01T00:00:00Z';
  const due = utc('2026-10-20T01:00:00Z');

  test('takes the port “past” where it is drawn, and the row says which instant it was', () => {
    const play = waiting('2026-10-20', at9({}), ENTERED, past);
    expect(play.rows.find(({ kind }) => kind === 'woke')).toMatchObject({ port: 'past', by: 'past', detail: { due } });
    expect(play.last).toMatchObject({ kind: 'left', by: 'over' });
  });

  test('else goes on at once, and the row says which instant it was: never silently', () => {
    const play = waiting('2026-10-20', at9({}), ENTERED);
    expect(play.last).toMatchObject({ kind: 'waiting', at: utc(ENTERED), until: utc(ENTERED), detail: { due } });
    expect(play.passed(utc(ENTERED)).last).toMatchObject({ kind: 'left', by: 'done' });
  });

  test('else waits for the next year where it comes every year', () => {
    const play = waiting('2026-10-20', at9({ yearly: true }), ENTERED, past);
    expect(play.waitsUntil).toBe(utc('2027-10-20T01:00:00Z'));
  });

  test('is not past at its very instant', () => {
    const play = waiting('2026-11-01', at9({}), '2026-11-01T01:00:00Z', past);
    expect(play.passed(utc('2026-11-01T01:00:00Z')).last).toMatchObject({ kind: 'left', by: 'done' });
  });
});

test('a date that somebody changed while the fields were being read is read again', () => {
  const plan = planOf(
    {
      start: begin('adult'),
      adult: branch([[is('patient', 'adult', 'yes'), 'reply']], 'over'),
      reply: wait(undefined, [{ type: 'reply', to: 'until' }]),
      until: waitUntil({ date: at9({}) }, 'done'),
      ...ends,
    },
    { facts: ['adult', 'day'], listens: ['field.changed'] },
  );
  const entered = utc('2026-11-01T00:00:00Z');
  const play = new Play(plan, entered, { zone });
  play.event('field.changed', entered + 1, { key: 'day' }).event('reply', entered + 2);
  play.facts({ adult: 'yes', day: '2026-11-10' });
  expect(play.effects[0]?.do).toBe('facts');
  expect(play.facts({ adult: 'yes', day: '2026-12-10' }).waitsUntil).toBe(utc('2026-12-10T01:00:00Z'));
});
