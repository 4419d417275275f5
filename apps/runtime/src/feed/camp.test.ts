import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { countRows, type FeedReport } from './count-rows.ts';
import { makeDiary } from './diary-maker-fixture.ts';
import { expectedOf, type RawRow } from './diary-oracle-fixture.ts';
import { planFeed } from './feed-plan.ts';
import { checkOutcomes, NO_OUTCOMES, outcomesOf } from './outcomes.ts';
import { readDiary } from './read-diary.ts';
import { type Feed, readFeed } from './settings.ts';
import { simulateFeed } from './simulate-feed.ts';

const FOLDER = fileURLToPath(new URL('../../../../examples/glucose-camp', import.meta.url));

let feed: Feed;
beforeAll(async () => {
  feed = await readFeed(FOLDER);
});

function simulated(text: string, options: { days?: number; only?: string[] } = {}): FeedReport {
  const diary = readDiary(text, feed.codes);
  const plan = planFeed(diary, feed.settings, options);
  return countRows(diary, plan, feed.settings, simulateFeed(plan, feed.journeys, NO_OUTCOMES).steps);
}

const rowsOf = (text: string): RawRow[] =>
  text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',') as RawRow);

test('50 diaries of 28 days come to exactly what can be calculated from the file', async () => {
  const text = await readFile(feed.diary, 'utf8');
  const report = simulated(text);
  expect(report).toEqual(expectedOf(rowsOf(text)));
  expect(report.totals.patients).toBe(50);
});

test('ten of them and seven days come to what can be calculated, too', async () => {
  const text = await readFile(feed.diary, 'utf8');
  const only = ['p01', 'p02', 'p05', 'p11', 'p17', 'p23', 'p29', 'p36', 'p44', 'p50'];
  expect(simulated(text, { days: 7, only })).toEqual(expectedOf(rowsOf(text), { days: 7, only }));
});

const seeds = Array.from({ length: 200 }, (_, number) => `camp-${String(number + 1).padStart(3, '0')}`);

test.each(seeds)('a diary nobody has seen comes to exactly what can be calculated from it: %s', (seed) => {
  const { rows, text, days } = makeDiary(seed);
  expect(simulated(text, { days })).toEqual(expectedOf(rows, { days }));
});

const header = 'patient,date,time,code,value\n';
const hours = (times: string[], days = 1) => {
  const lines = times.map((time) => `x,06-01-1990,${time},58,100`);
  return simulated(`${header}x,06-01-1990,12:00,33,1\n${lines.join('\n')}`, { days }).totals;
};

test('a value from 00:00 to 22:00 inclusive is a check-in; a later one counts for no day', () => {
  expect(hours(['00:00'])).toMatchObject({ checkIns: 1, misses: 0 });
  expect(hours(['21:59'])).toMatchObject({ checkIns: 1, misses: 0 });
  expect(hours(['22:00'])).toMatchObject({ checkIns: 1, misses: 0 });
  expect(hours(['22:01'], 2)).toMatchObject({ checkIns: 0, misses: 2 });
  expect(hours(['23:59'], 2)).toMatchObject({ checkIns: 0, misses: 2 });
});

test('the first day is that of the earliest good row of any code, wherever it stands in the file', () => {
  const text = `${header}x,06-03-1990,8:00,58,100\nx,06-01-1990,8:00,33,5\nx,06-31-1990,8:00,58,100`;
  expect(simulated(text, { days: 3 }).totals).toMatchObject({ sent: 2, checkIns: 1, misses: 2, coachTodos: 1 });
});

test('a diary of one day misses the other twenty-seven', () => {
  const { totals } = simulated(`${header}x,06-01-1990,8:00,58,100`);
  expect(totals).toMatchObject({ checkIns: 1, misses: 27, coachTodos: 13 });
});

test('with 28 days the summary and the exit belong to the trial; with fewer the run leaves as the trial ends', () => {
  const leavings = (days: number) => {
    const diary = readDiary(`${header}x,06-01-1990,8:00,58,100`, feed.codes);
    const { steps } = simulateFeed(planFeed(diary, feed.settings, { days }), feed.journeys, NO_OUTCOMES);
    return steps
      .filter(({ kind }) => kind === 'left')
      .map(({ node, by, at }) => ({ node, by, at: new Date(at).toISOString() }));
  };
  expect(leavings(28)).toEqual([{ node: 'completed', by: 'completed', at: '1990-06-29T05:00:00.000Z' }]);
  expect(leavings(27)).toEqual([{ node: 'midnight', by: 'trial-ended', at: '1990-06-28T05:00:00.000Z' }]);
});

test('a dangerous value makes a to-do at once, goes to the lead after 30 minutes and ends unanswered after 24 hours', () => {
  const diary = readDiary(`${header}x,06-01-1990,8:00,58,0Hi`, feed.codes);
  const plan = planFeed(diary, feed.settings, { days: 3 });
  const rows = (outcomes = NO_OUTCOMES) =>
    simulateFeed(plan, feed.journeys, outcomes)
      .steps.filter(({ journey }) => journey === 'alarm')
      .map(({ node, kind, by, at }) => `${new Date(at).toISOString().slice(8, 16)} ${node} ${kind} ${by ?? ''}`.trim());
  expect(rows()).toMatchInlineSnapshot(`
    [
      "01T13:00 measured entered",
      "01T13:00 nurse entered",
      "01T13:00 nurse acting",
      "01T13:30 nurse woke deadline",
      "01T13:30 nurse acting",
      "02T13:00 nurse woke deadline",
      "02T13:00 unanswered entered",
      "02T13:00 unanswered left unanswered",
    ]
  `);
  expect(rows(outcomesOf('{"task":"nurse","number":1,"after":"PT45M","outcome":"emergency"}'))).toMatchInlineSnapshot(`
    [
      "01T13:00 measured entered",
      "01T13:00 nurse entered",
      "01T13:00 nurse acting",
      "01T13:30 nurse woke deadline",
      "01T13:30 nurse acting",
      "01T13:45 nurse acted emergency",
      "01T13:45 emergency entered",
      "01T13:45 emergency left emergency",
    ]
  `);
});

test('nothing that happens after the end of the trial counts, also not the closing of a to-do', () => {
  const diary = readDiary(`${header}x,06-01-1990,23:00,58,20`, feed.codes);
  const plan = planFeed(diary, feed.settings, { days: 1 });
  const outcomes = outcomesOf('[{"task":"nurse","after":"PT1H","outcome":"handled"}]');
  const left = simulateFeed(plan, feed.journeys, outcomes).steps.filter(({ kind }) => kind === 'left');
  expect(left.map(({ journey, by }) => `${journey} ${by}`)).toEqual(['camp trial-ended', 'alarm trial-ended']);
});

test('an answer that the drawing does not offer is refused, not taken for no answer', () => {
  const plans = feed.journeys.map(({ plan }) => plan);
  const check = (line: object) => () => checkOutcomes(outcomesOf(JSON.stringify(line)), plans);
  expect(check({ task: 'nurse', after: 'PT1H', outcome: 'handled' })).not.toThrow();
  expect(check({ task: 'nurse', after: 'PT1H', outcome: 'done' })).toThrow('handled, false-alarm, emergency');
  expect(check({ task: 'nobody', after: 'PT1H', outcome: 'handled' })).toThrow('no to-do node nobody');
  expect(check({ task: 'nurse', after: '10m', outcome: 'handled' })).toThrow('Entry 1');
});
