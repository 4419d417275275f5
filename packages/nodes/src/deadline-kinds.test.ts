import { expect, test } from 'vitest';
import { deadlineWords, lowerDeadline } from './deadline.ts';

test.each([
  [
    { inDays: 2, at: '10:00', calendar: 'cn-workdays' as const },
    '2 个工作日后 10:00',
    '10:00 in 2 work days',
    { inDays: 2, at: '10:00', calendar: 'cn-workdays' },
  ],
  [
    { weekdays: [1, 4], at: '09:00' },
    '下一个周一、周四 09:00',
    'next Mon, Thu 09:00',
    { next: { weekdays: [1, 4], at: '09:00' } },
  ],
  [
    { monthDay: 31, at: '09:00' },
    '下一个 31 日 09:00',
    'next day 31 of a month 09:00',
    { next: { monthDay: 31, at: '09:00' } },
  ],
])(
  '%j reads differently from a length of time, and lowers to a date of the wall calendar',
  (deadline, zh, en, plan) => {
    expect([deadlineWords(deadline, 'zh'), deadlineWords(deadline, 'en')]).toEqual([zh, en]);
    expect(lowerDeadline(deadline)).toEqual(plan);
  },
);
