import { DAY, HOUR, MINUTE } from '@suivi/schema';
import { expect, test } from 'vitest';
import { planFeed } from './feed-plan.ts';
import { readDiary } from './read-diary.ts';
import type { FeedSettings } from './settings.ts';
import { stepOf, timetable } from './timetable.ts';

const SETTINGS: FeedSettings = {
  v: 'suivi.feed/1',
  diary: 'x.csv',
  zone: 'America/Chicago',
  days: 28,
  journeys: [],
  glucose: { event: 'glucose.measured', unit: 'mg/dL', codes: { '58': 'before-breakfast' } },
  notes: { event: 'diary.noted', codes: ['33'] },
  counts: {
    checkIns: { journey: 'a', node: 'a', kind: 'a' },
    misses: { journey: 'a', node: 'a', kind: 'a' },
    coachTodos: { journey: 'a', node: 'a', kind: 'a' },
    alarms: { journey: 'a', node: 'a', kind: 'a' },
  },
};
const CODES = { glucose: new Set(['58']), others: new Set(['33']) };
const planOf = (lines: string[], days: number) => planFeed(readDiary(lines.join('\n'), CODES), SETTINGS, { days });

test('every row up to and including the watermark is sent before it moves, and each once', () => {
  // The clocks go forward on 2 April 1989: 02:30 is 03:30, after 03:10.
  const plan = planOf(['x,04-01-1989,0:00,58,1', 'x,04-02-1989,2:30,58,2', 'x,04-02-1989,3:10,58,3'], 2);
  const stops = timetable(plan, [], HOUR);
  const sent = stops.flatMap(({ until, rows }) => rows.map(({ event }) => [until / HOUR, event.row.value]));
  expect(sent).toEqual([
    [1, 1],
    [28, 3],
    [28, 2],
  ]);
  expect(stops.at(-1)?.until).toBe(2 * DAY);
});

test('the watermark goes to the end of the last day where a diary has ended', () => {
  const stops = timetable(planOf(['x,06-01-1990,8:00,58,1'], 5), [], 12 * HOUR);
  expect(stops.map(({ until }) => until / HOUR)).toEqual([12, 24, 36, 48, 60, 72, 84, 96, 108, 120]);
});

test('it halts where a to-do comes up that is closed, and where it is closed; not for what comes too late', () => {
  const plan = planOf(['x,06-01-1990,8:00,58,1'], 1);
  const origin = plan.patients[0]?.origin ?? 0;
  const todo = { patient: 'x', journey: 'alarm', task: 'nurse', number: 1, at: origin + 8 * HOUR };
  const closed = { at: origin + 8 * HOUR + 12 * MINUTE, outcome: 'handled' };
  const late = { at: origin + DAY, outcome: 'handled' };
  const stops = timetable(
    plan,
    [
      { ...todo, closed },
      { ...todo, number: 2, closed: late },
    ],
    DAY,
  );
  expect(stops.map(({ until, closings }) => [until / MINUTE, closings.length])).toEqual([
    [480, 0],
    [492, 1],
    [1440, 0],
  ]);
});

test('a step is about a second of real time, whatever a day takes', () => {
  expect(stepOf(20_000 / DAY)).toBe(HOUR);
  expect(stepOf(4_000 / DAY)).toBe(6 * HOUR);
  expect(stepOf(1)).toBe(MINUTE);
  expect(stepOf(10 / DAY)).toBe(DAY);
});
