import { describe, expect, test } from 'vitest';
import { INCOMPLETE, lowered, summaries } from '../node-fixture.ts';
import { waitUntilDate } from './definition.ts';

const exam = { field: 'nextExam', offset: { days: -3 }, at: '10:00' };

describe('the summary', () => {
  test.each([
    [exam, '等到 nextExam 前 3 天 10:00', '3 days before nextExam 10:00'],
    [{ ...exam, offset: { days: 1 } }, '等到 nextExam 后 1 天 10:00', '1 day after nextExam 10:00'],
    [{ field: '复查日', offset: { days: 0 }, at: '09:00' }, '等到复查日当天 09:00', '复查日 09:00'],
  ])('of %j', (config, zh, en) => expect(summaries(waitUntilDate, config)).toEqual({ zh, en }));
});

test('it lowers to a wait for the date, with ways out for one that is over and one that nobody knows', () => {
  expect(lowered(waitUntilDate, exam)).toEqual({
    op: 'wait',
    node: 'n',
    until: { deadline: { date: { field: 'nextExam', offsetDays: -3, at: '10:00' } }, port: 'due', to: 'to-due' },
    events: [],
    past: { port: 'past', to: 'to-past' },
    missing: { port: 'missing', to: 'to-missing' },
    lookBack: true,
  });
});

test('a date that nobody knows must lead somewhere; one that is over goes on as if it were due', () => {
  expect(waitUntilDate.ports(exam)).toEqual([{ id: 'due' }, { id: 'past', fallback: 'due' }, { id: 'missing' }]);
});

test('it needs the date in the patient’s record', () => {
  expect(waitUntilDate.needs(exam)).toEqual({ fields: [{ key: 'nextExam', type: 'date' }] });
});

describe('a config that cannot run', () => {
  test.each([
    ['no field', { ...exam, field: '' }],
    ['a field that is no key', { ...exam, field: 'next exam' }],
    ['half a day', { ...exam, offset: { days: 0.5 } }],
    ['no time of day', { ...exam, at: '25:00' }],
  ])('has %s', (_, config) => expect(waitUntilDate.config.safeParse(config).success).toBe(false));
});

test.each(INCOMPLETE)('an incomplete config (%j) has all ways out', (draft) => {
  expect(waitUntilDate.ports(draft).map(({ id }) => id)).toEqual(['due', 'past', 'missing']);
});
