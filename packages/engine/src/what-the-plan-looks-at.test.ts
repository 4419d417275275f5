import type { Condition, Deadline } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
import { calendarOf } from './deadline.ts';
import { entryFields, eventFields } from './event-fields.ts';
import { fieldsNeeded, waitsFor } from './needs-facts.ts';
import { act, ask, begin, branch, end, fork, is, Play, planOf, wait, waitUntil } from './play-fixture.ts';

const done = { done: end('done') };

describe('the fields of an event that travel with it', () => {
  test('are those by which an answer is known where the plan asks somebody, and none for a message', () => {
    expect(eventFields(planOf({ start: begin('nurse'), nurse: ask('done', {}), ...done }))).toEqual(['act', 'outcome']);
    expect(eventFields(planOf({ start: begin('hello'), hello: act('done'), ...done }))).toEqual([]);
  });

  test('are the name of the field where changes of fields are listened to', () => {
    expect(eventFields(planOf({ start: begin('done'), ...done }, { listens: ['field.changed'] }))).toEqual(['key']);
  });

  test('are those of the last event at which some condition looks, with the unit beside a measurement', () => {
    const measured: Condition = {
      op: 'compare',
      from: 'last',
      field: 'reading.value',
      is: '>',
      value: 7,
      unit: 'mmol/L',
    };
    const plan = planOf(
      {
        start: begin('which'),
        which: branch([[{ op: 'any', of: [measured, is('patient', 'name', 'x')] }, 'rest']], 'rest'),
        rest: waitUntil(undefined, 'done', { when: { if: is('last', 'mood', 'x'), port: 'p', to: 'done' } }),
        ...done,
      },
      { exits: [{ node: 'stop', when: { op: 'known', from: 'last', field: 'status' }, outcome: 'stopped' }] },
    );
    expect(eventFields(plan)).toEqual(['mood', 'reading.unit', 'reading.value', 'status']);
    expect(entryFields(plan)).toEqual([]);
  });

  test('are those of the entry event at which some condition looks, in the order of the alphabet', () => {
    const plan = planOf(
      { start: begin('which'), which: branch([[is('entry', 'ward', 'x'), 'done']], 'done'), ...done },
      { goals: [{ node: 'goal', when: is('entry', 'bed', 1), next: { port: 'p', to: 'done' } }] },
    );
    expect(entryFields(plan)).toEqual(['bed', 'ward']);
    expect(eventFields(plan)).toEqual([]);
  });
});

describe('the fields of the patient that an instruction needs', () => {
  const city = is('patient', 'address.city', 'x');
  const which = branch(
    [
      [
        {
          op: 'all',
          of: [
            { op: 'any', of: [city] },
            { op: 'not', of: is('patient', 'arm', 'a') },
          ],
        },
        'done',
      ],
    ],
    'done',
  );

  test('are found inside all, any and not', () => {
    expect([...fieldsNeeded(which('which'))].sort()).toEqual(['address.city', 'arm']);
  });

  test('change with the field that they are a part of, and with no other', () => {
    const waiting = waitUntil(undefined, 'done', { when: { if: city, port: 'p', to: 'done' } })('rest');
    expect(waitsFor(waiting, 'address')).toBe(true);
    expect(waitsFor(waiting, 'address.city')).toBe(true);
    expect(waitsFor(waiting, 'city')).toBe(false);
    expect(waitsFor(waiting, 'addr')).toBe(false);
  });

  test('are asked for where one of several tracks needs them', () => {
    const plan = planOf(
      { start: begin('part'), part: fork('rest', 'which'), rest: wait({ after: 10, to: 'done' }), which, ...done },
      { facts: ['address.city', 'arm'] },
    );
    expect(new Play(plan).effects).toEqual([{ do: 'facts', fields: ['address.city', 'arm'] }]);
  });
});

describe('the calendar of a deadline', () => {
  test.each<[Deadline, string | undefined]>([
    [{ inDays: 2, at: '09:00', calendar: 'cn' }, 'cn'],
    [{ inDays: 2, at: '09:00' }, undefined],
    [{ window: { from: '09:00', to: '20:00', calendar: 'cn' } }, 'cn'],
    [{ window: { from: '09:00', to: '20:00' } }, undefined],
    [{ date: { field: 'x', offsetDays: 0, at: '09:00', workday: { calendar: 'cn', move: 'after' } } }, 'cn'],
    [{ date: { field: 'x', offsetDays: 0, at: '09:00' } }, undefined],
    [{ after: 1 }, undefined],
  ])('%j is %s', (deadline, calendar) => {
    expect(calendarOf(deadline)).toBe(calendar);
  });

  test('is asked for where fields came along without it', () => {
    const plan = planOf(
      {
        start: begin('rest'),
        rest: wait({ after: 10, to: 'days' }),
        days: waitUntil({ inDays: 2, at: '09:00', calendar: 'cn' }, 'done'),
        ...done,
      },
      { calendars: ['cn'] },
    );
    const zone = { zone: 'UTC', version: '1', untils: [], offsets: [0] };
    const play = new Play(plan, 0, { zone }).feed({ kind: 'passed', at: 10, facts: {} });
    expect(play.effects).toEqual([
      { do: 'facts', fields: [], calendars: { names: ['cn'], years: [1969, 1970, 1971, 1972] } },
    ]);
  });
});
