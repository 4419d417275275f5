import { expect, test } from 'vitest';
import { INCOMPLETE, lowered, summaries } from '../node-fixture.ts';
import { triggerDate } from './definition.ts';

const birthday = { field: '出生日期', offset: { days: 14 }, at: '10:00' };

test('the summary names the day', () => {
  expect(summaries(triggerDate, birthday)).toEqual({
    zh: '出生日期后 14 天 10:00',
    en: '14 days after 出生日期 10:00',
  });
});

test('it lowers to the beginning of a run that a date starts, once unless it says otherwise', () => {
  const date = { field: '出生日期', offsetDays: 14, at: '10:00' };
  expect(lowered(triggerDate, birthday)).toMatchObject({ op: 'begin', next: { to: 'to-next' } });
  expect(triggerDate.trigger?.(birthday)).toEqual({ on: 'date', date, reentry: { mode: 'never' } });
  expect(triggerDate.trigger?.({ ...birthday, reentry: 'per-event' })).toEqual({
    on: 'date',
    date,
    reentry: { mode: 'per-event' },
  });
});

test('it needs the date in the patient’s record', () => {
  expect(triggerDate.needs(birthday)).toEqual({ fields: [{ key: '出生日期', type: 'date' }] });
});

test('a time that no clock shows is no config', () => {
  expect(triggerDate.config.safeParse({ ...birthday, at: '7:5' }).success).toBe(false);
});

test.each(INCOMPLETE)('an incomplete config (%j) has its one way out', (draft) => {
  expect(triggerDate.ports(draft)).toEqual([{ id: 'next' }]);
});
