import { describe, expect, test } from 'vitest';
import { begin, end, is, Play, planOf, waitUntil } from './play-fixture.ts';

describe('a field that changes in a hold', () => {
  const zone = { zone: 'UTC', version: '1', untils: [], offsets: [0] };
  const day = 86_400_000;
  const change = (play: Play, at: number, facts: Record<string, unknown>) =>
    play.event('field.changed', at, { key: 'visit' }).facts(facts);

  test('does not make a wait longer than the hold: what came due meanwhile is extended from then', () => {
    const lasting = planOf(
      {
        start: begin('long'),
        long: waitUntil({ after: 100 }, 'done', {
          hold: 'extend',
          when: { if: is('patient', 'visit', 'over'), port: 'over', to: 'done' },
        }),
        done: end('done'),
      },
      { facts: ['visit'], listens: ['field.changed'] },
    );
    const play = new Play(lasting).facts({}).event('clinical.hold', 40);
    const { length } = play.rows;
    change(play, 150, { visit: 'soon' });
    expect(play.rows).toHaveLength(length);
    expect(play.event('clinical.released', 170).waitsUntil).toBe(230);
    expect(change(play, 180, {}).waitsUntil).toBe(230);
  });

  test('does not turn a date that came due in it into one of the past', () => {
    const dated = planOf(
      {
        start: begin('visit'),
        visit: waitUntil({ date: { field: 'visit', offsetDays: 0, at: '00:00' } }, 'done', {
          past: { port: 'past', to: 'gone' },
        }),
        done: end('done'),
        gone: end('gone'),
      },
      { facts: ['visit'], listens: ['field.changed'] },
    );
    const play = new Play(dated, 0, { zone }).facts({ visit: '1970-01-02' }).event('clinical.hold', 40);
    change(play, 2 * day, { visit: '1970-01-02' }).event('clinical.released', 3 * day);
    expect(play.waitsUntil).toBe(3 * day);
    expect(play.passed(3 * day).path.at(-1)).toBe(`${3 * day} done left done`);
  });
});

test('a window that is open when somebody comes to it in a hold is looked at again when that is lifted', () => {
  const hour = 3_600_000;
  const hours = planOf({
    start: begin('hours'),
    hours: waitUntil({ window: { from: '09:00', to: '20:00' } }, 'done'),
    done: end('done'),
  });
  const zone = { zone: 'UTC', version: '1', untils: [], offsets: [0] };
  const play = new Play(hours, 10 * hour, { zone, clinicalHold: true });
  expect(play.last).toMatchObject({ node: 'hours', kind: 'held', by: 'clinical' });
  play.event('clinical.released', 22 * hour).facts({});
  expect(play.waitsUntil).toBe(33 * hour);
});

test('a window that opened within the hold is not used at the hour of release: the next one is', () => {
  const hour = 3_600_000;
  const hours = planOf({
    start: begin('hours'),
    hours: waitUntil({ window: { from: '09:00', to: '20:00' } }, 'done'),
    done: end('done'),
  });
  const zone = { zone: 'UTC', version: '1', untils: [], offsets: [0] };
  const night = new Play(hours, 0, { zone })
    .event('clinical.hold', hour)
    .event('clinical.released', 23 * hour)
    .facts({});
  expect(night.last).toMatchObject({ kind: 'deferred', by: 'window', until: 33 * hour });
  const day = new Play(hours, 0, { zone })
    .event('clinical.hold', hour)
    .event('clinical.released', 10 * hour)
    .facts({});
  expect(day.path.at(-1)).toBe(`${10 * hour} done left done`);
});
