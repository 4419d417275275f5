import { expect, test } from 'vitest';
import { dateNeeds, dateWords, lowerDate, offsetWords } from './patient-date.ts';

const birthday = { field: 'birthday', offset: { months: 6, days: -1 }, at: '10:00' } as const;

test('months are said before days, each on its side', () => {
  expect([offsetWords({ months: 6, days: -1 }, 'zh'), offsetWords({ months: 6, days: -1 }, 'en')]).toEqual([
    '后 6 个月再前 1 天',
    '6 months after and 1 day before',
  ]);
  expect(offsetWords({ days: 0 }, 'zh')).toBe('当天');
});

test('an anniversary and a day off are part of the date', () => {
  const yearly = { ...birthday, offset: { days: 0 }, every: 'year', workday: 'before' } as const;
  expect(dateWords(yearly, 'zh')).toBe('每年birthday 当天 10:00（遇休提前）');
  expect(dateWords(yearly, 'en')).toBe('anniversary of birthday 10:00 or the work day before');
  expect(lowerDate(yearly)).toEqual({
    field: 'birthday',
    offsetDays: 0,
    at: '10:00',
    yearly: true,
    workday: { calendar: 'cn-workdays', move: 'before' },
  });
  expect(dateNeeds(yearly)).toEqual({ calendars: ['cn-workdays'] });
});

test('a plain date lowers as it always did', () => {
  expect(lowerDate({ field: 'exam', offset: { days: -3 }, at: '09:00' })).toEqual({
    field: 'exam',
    offsetDays: -3,
    at: '09:00',
  });
  expect(lowerDate(birthday)).toMatchObject({ offsetMonths: 6, offsetDays: -1 });
});
