import type { Comparison, Condition } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
import { dayOf } from './calendar-date.ts';
import { evaluate, read, unitPath, valuesUsed } from './condition.ts';
import { ask, begin, end, Play, planOf, wait } from './play-fixture.ts';

const compare = (is: Comparison, value: string | number | boolean, unit?: string): Condition => ({
  op: 'compare',
  field: 'reading.value',
  is,
  value,
  ...(unit ? { unit } : {}),
});
const of = (condition: Condition, value: unknown, unit?: unknown) =>
  evaluate(condition, { event: { reading: { value, unit } } });

describe('a comparison', () => {
  test('of more than the limit is not "at most"', () => {
    expect(of(compare('≤', 3.9), 4)).toBe(false);
  });

  test('by what a number or a truth contains is unknown', () => {
    expect(of(compare('contains', 3), 33)).toBeUndefined();
    expect(of(compare('contains', true), true)).toBeUndefined();
    expect(of(compare('<', true), false)).toBeUndefined();
  });

  test('of texts takes no notice of a unit; of a number with a text in a unit is unknown', () => {
    expect(of(compare('=', 'x', 'mmol/L'), 'x')).toBe(true);
    expect(of(compare('<', 'x', 'mmol/L'), 5, 'mg/dL')).toBeUndefined();
  });
});

test('a field that is null is not known, and nothing is inside it', () => {
  expect(evaluate({ op: 'known', field: 'a' }, { event: { a: null } })).toBe(false);
  expect(evaluate({ op: 'known', field: 'a' }, { event: { a: 0 } })).toBe(true);
  expect(read({ a: null }, 'a.b')).toBeUndefined();
});

test('the unit of a field stands beside it, however deep', () => {
  expect(unitPath('value')).toBe('unit');
  expect(unitPath('lab.reading.value')).toBe('lab.reading.unit');
});

test('the values that a condition looked at are named by their source, those inside any and not too', () => {
  const known = (field: string, from?: 'patient'): Condition => ({ op: 'known', field, ...(from ? { from } : {}) });
  const condition: Condition = {
    op: 'all',
    of: [
      { op: 'any', of: [known('a'), known('b', 'patient')] },
      { op: 'not', of: known('c') },
    ],
  };
  expect(valuesUsed(condition, { event: { a: 1 }, patient: { b: 2 } })).toEqual({
    'event.a': 1,
    'patient.b': 2,
    'event.c': null,
  });
});

test.each(['2026-05-00', '2026-00-10', 'on 2026-05-01', ['2026-05-01'], null])('%j is no date', (text) => {
  expect(dayOf(text)).toBeUndefined();
});

test('an event is about the same thing when all that is asked of it is the same, a truth included', () => {
  const plan = planOf({
    start: begin('rest'),
    rest: wait(undefined, [
      {
        type: 'x',
        same: [
          { field: 'order', from: 'entry', key: 'order' },
          { field: 'first', from: 'entry', key: 'first' },
        ],
        to: 'done',
      },
    ]),
    done: end('done'),
  });
  const play = () => new Play(plan, 0, { entry: { order: 'A', first: true } });
  expect(play().event('x', 1, { order: 'A', first: false }).state.ended).toBeUndefined();
  expect(play().event('x', 1, { order: 'B', first: true }).state.ended).toBeUndefined();
  expect(play().event('x', 1, { order: 'A', first: true }).state.ended).toBeDefined();
});

describe('the answer to a to-do', () => {
  const plan = planOf(
    { start: begin('nurse'), nurse: ask('done', { handled: 'good' }), done: end('done'), good: end('good') },
    { listens: ['note'] },
  );
  const asked = () => new Play(plan).acted('pending');

  test('is an event of its own type only', () => {
    expect(asked().event('note', 5, { act: 'r1/nurse/1', outcome: 'handled' }).state.ended).toBeUndefined();
  });

  test('without an outcome that is a text takes the port of all others', () => {
    const play = asked().event('task.closed', 5, { act: 'r1/nurse/1', outcome: 7 });
    expect(play.rows.find(({ kind }) => kind === 'acted')).toMatchObject({ port: 'next', by: '' });
  });
});
