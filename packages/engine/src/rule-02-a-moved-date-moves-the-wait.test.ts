import { zoneTable } from '@suivi/schema/zones';
import { describe, expect, test } from 'vitest';
import { begin, end, Play, planOf, waitUntil } from './play-fixture.ts';

const zone = zoneTable('Asia/Shanghai');
const utc = (text: string) => Date.parse(text);
const ends = { done: end('done'), over: end('over'), nobody: end('nobody') };
const date = { field: 'nextExam', offsetDays: -3, at: '09:00' };
const exits = { past: { port: 'past', to: 'over' }, missing: { port: 'missing', to: 'nobody' } };
const rules = { facts: ['nextExam'], listens: ['field.changed'] };
const plan = (more = {}) => planOf({ start: begin('exam'), exam: waitUntil({ date }, 'done', more), ...ends }, rules);
const ENTERED = utc('2026-11-01T00:00:00Z');
const waiting = (facts: object, more = {}) => new Play(plan(more), ENTERED, { zone }).facts({ ...facts });

describe('a wait until a date of the patient', () => {
  test('ends so many days before it, at the patient’s local time', () => {
    expect(waiting({ nextExam: '2026-11-20' }).waitsUntil).toBe(utc('2026-11-17T01:00:00Z'));
  });

  test('follows the date when it moves, later or earlier', () => {
    const play = waiting({ nextExam: '2026-11-20' });
    const move = (at: string, nextExam: string) =>
      play.event('field.changed', utc(at), { key: 'nextExam' }).facts({ nextExam });
    expect(move('2026-11-10T00:00:00Z', '2026-11-30').waitsUntil).toBe(utc('2026-11-27T01:00:00Z'));
    expect(move('2026-11-11T00:00:00Z', '2026-11-18').waitsUntil).toBe(utc('2026-11-15T01:00:00Z'));
    expect(play.rows.filter(({ kind }) => kind === 'waiting')).toHaveLength(3);
    expect(play.rows.filter(({ node, kind }) => node === 'exam' && kind === 'entered')).toHaveLength(1);
  });

  test('a change of another field, or to the same date, changes nothing', () => {
    const play = waiting({ nextExam: '2026-11-20' });
    play.event('field.changed', ENTERED + 1, { key: 'weight' });
    expect(play.effects[0]?.do).toBe('wait');
    play.event('field.changed', ENTERED + 2, { key: 'nextExam' }).facts({ nextExam: '2026-11-20' });
    expect(play.rows.filter(({ kind }) => kind === 'waiting')).toHaveLength(1);
  });

  test('moved into the past it is over now, not then', () => {
    const play = waiting({ nextExam: '2026-11-20' });
    const now = utc('2026-11-10T00:00:00Z');
    play.event('field.changed', now, { key: 'nextExam' }).facts({ nextExam: '2026-11-05' });
    expect(play.passed(now).path.at(-1)).toBe(`${now} done left done`);
  });

  test('that lay before the arrival takes its port, or goes on visibly', () => {
    expect(waiting({ nextExam: '2026-10-20' }, exits).path[0]).toBe(`${ENTERED} exam woke past past`);
    expect(waiting({ nextExam: '2026-10-20' }).passed(ENTERED).path[0]).toBe(`${ENTERED} exam woke due deadline`);
  });

  test('that nobody knows takes its port, or waits until somebody enters it', () => {
    expect(waiting({}, exits).path[0]).toBe(`${ENTERED} exam woke missing missing`);
    const play = waiting({});
    expect(play.waitsUntil).toBeNull();
    play.event('field.changed', ENTERED + 5, { key: 'nextExam' }).facts({ nextExam: '2026-11-20' });
    expect(play.waitsUntil).toBe(utc('2026-11-17T01:00:00Z'));
  });
});

describe('a wait until something is true', () => {
  const when = {
    if: { op: 'compare', from: 'patient', field: 'hba1c', is: '<', value: 7 } as const,
    port: 'true',
    to: 'done',
  };
  const until = planOf(
    { start: begin('goal'), goal: waitUntil({ after: 1_000 }, 'over', { when }), ...ends },
    { facts: ['hba1c'], listens: ['field.changed'] },
  );

  test('passes at once when it holds on arrival (rule 3)', () => {
    expect(new Play(until).facts({ hba1c: 6.5 }).path[0]).toBe('0 goal woke true condition');
  });

  test('goes on as soon as a change makes it true, and keeps its deadline until then', () => {
    const play = new Play(until).facts({ hba1c: 8 });
    expect(play.event('field.changed', 100, { key: 'hba1c' }).facts({ hba1c: 7.5 }).waitsUntil).toBe(1_000);
    expect(play.event('field.changed', 200, { key: 'hba1c' }).facts({ hba1c: 6.9 }).path[0]).toBe(
      '200 goal woke true condition',
    );
  });

  test('a value that is missing is not true', () => {
    expect(new Play(until).facts({}).passed(1_000).path.at(-1)).toBe('1000 over left over');
  });
});
