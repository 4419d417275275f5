import { expect, test } from 'vitest';
import { lowered, summaries } from '../node-fixture.ts';
import { sendWindow } from './definition.ts';

const day = { from: '09:00', to: '20:30' };
const week = { ...day, weekdays: [5, 1, 2, 3, 4, 7], calendar: 'cn-workdays', spread: 'PT30M', within: 'PT12H' };

test('the summary says when it lets pass', () => {
  expect(summaries(sendWindow, day)).toEqual({ zh: '09:00–20:30 放行', en: '09:00–20:30' });
  expect(summaries(sendWindow, week)).toEqual({
    zh: '09:00–20:30 周一至周五、周日、工作日放行，最多等 12 小时',
    en: '09:00–20:30 Mon–Fri, Sun, work days, waits ≤ 12 hours',
  });
});

test('it lowers to a wait for its hours', () => {
  expect(lowered(sendWindow, day)).toEqual({
    op: 'wait',
    node: 'n',
    until: { deadline: { window: { from: '09:00', to: '20:30' } }, port: 'next', to: 'to-next' },
    events: [],
    lookBack: true,
  });
  expect(lowered(sendWindow, week)).toMatchObject({
    until: {
      deadline: {
        window: { weekdays: week.weekdays, calendar: 'cn-workdays', spread: 1_800_000, within: 43_200_000 },
      },
    },
    past: { port: 'expired', to: 'to-expired' },
  });
});

test('hours that come too late have a port only where a limit is set', () => {
  expect(sendWindow.ports(day)).toEqual([{ id: 'next' }]);
  expect(sendWindow.ports(week)).toEqual([{ id: 'next' }, { id: 'expired' }]);
  expect(sendWindow.needs(week)).toEqual({ calendars: ['cn-workdays'] });
});

test.each([[[0]], [[8]], [[1, 1]], [[]]])('%j are no days of the week', (weekdays) => {
  expect(sendWindow.config.safeParse({ ...day, weekdays }).success).toBe(false);
});
