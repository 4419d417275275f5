import { calendarYear } from '@suivi/schema';
import { cnWorkdays } from '@suivi/schema/cn-workdays';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCalendars } from '../src/calendars/add-calendars.ts';
import { eventually } from './eventually.ts';
import { drawJourney } from './journeys.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const start = ['trigger-event', { event: 'order.paid', reentry: 'per-event' }] as const;
const DAY = 86_400_000;

interface Run {
  id: string;
  state: string;
  outcome: string | null;
  wake_at: number | null;
}

const runOf = (patient: string, journey: string, what: string, is: (run: Run) => boolean) =>
  eventually(what, async () => {
    const { rows } = await stage.db.worker.query<Run>(
      'SELECT id, state, outcome, wake_at FROM runs WHERE patient_id = $1 AND journey_id = $2',
      [patient, journey],
    );
    return rows.find(is);
  });

const rowsOf = async (run: string): Promise<string[]> => {
  const { rows } = await stage.db.worker.query<{
    node_id: string;
    kind: string;
    port: string | null;
    by: string | null;
  }>('SELECT node_id, kind, port, by FROM run_steps WHERE run_id = $1 ORDER BY epoch, seq', [run]);
  return rows.map((row) => [row.node_id, row.kind, row.port, row.by].filter(Boolean).join(' '));
};

test('a sub-journey runs with the same patient, and its outcome is the port of the run that called it', async () => {
  const asked = await stage.publish(
    drawJourney(
      'asked',
      {
        start: ['trigger-manual', {}],
        answer: ['wait-for-event', { event: 'lab.reported' }],
        done: ['exit', { outcome: '已处理' }],
        lost: ['exit', { outcome: '没回' }],
      },
      [
        ['start', 'next', 'answer'],
        ['answer', 'event', 'done'],
        ['answer', 'timeout', 'lost'],
      ],
    ),
  );
  const caller = await stage.publish(
    drawJourney(
      'caller',
      {
        start,
        aside: ['sub-journey', { journey: 'J6', results: [{ id: 'solved', label: { zh: '已处理' } }] }],
        good: ['exit', { outcome: 'good' }],
        other: ['exit', { outcome: 'other' }],
      },
      [
        ['start', 'next', 'aside'],
        ['aside', 'solved', 'good'],
        ['aside', 'next', 'other'],
        ['aside', 'timeout', 'other'],
      ],
    ),
    { J6: asked },
  );
  const patient = await stage.patient(asked);
  await stage.event(caller, patient.id, 'order.paid');
  await runOf(patient.id, asked.journey, 'the sub-journey waits', ({ state }) => state === 'waiting');
  expect(await runOf(patient.id, caller.journey, 'the caller waits', ({ state }) => state === 'waiting')).toBeDefined();
  await stage.event(caller, patient.id, 'lab.reported');
  const run = await runOf(patient.id, caller.journey, 'the caller went on', ({ state }) => state === 'finished');
  expect(run.outcome).toBe('good');
  // A second call meets the re-entry rule of the other journey: it does not begin, and the caller hears of it.
  await stage.event(caller, patient.id, 'order.paid');
  const second = await runOf(
    patient.id,
    caller.journey,
    'the second caller',
    ({ id, state }) => id !== run.id && state === 'finished',
  );
  expect(second.outcome).toBe('other');
  expect(await rowsOf(second.id)).toContain('aside acted failed failed');
  expect(stage.reports).toEqual([]);
});

test('a hand-over begins the next journey and ends this one', async () => {
  const next = await stage.publish(
    drawJourney(
      'next',
      { start: ['trigger-manual', {}], pause: ['wait-duration', {}], done: ['exit', { outcome: 'done' }] },
      [
        ['start', 'next', 'pause'],
        ['pause', 'next', 'done'],
      ],
    ),
  );
  const first = await stage.publish(
    drawJourney('first', { start, over: ['hand-over', { journey: '下一段', outcome: '转入下一段' }] }, [
      ['start', 'next', 'over'],
    ]),
    { 下一段: next },
  );
  const patient = await stage.patient(next);
  await stage.event(first, patient.id, 'order.paid');
  expect(await runOf(patient.id, first.journey, 'it ended', ({ state }) => state === 'finished')).toMatchObject({
    outcome: '转入下一段',
  });
  await runOf(patient.id, next.journey, 'the next one waits', ({ state }) => state === 'waiting');
});

test('tracks run side by side and come together; every number of people is right', async () => {
  const home = await stage.publish(
    drawJourney(
      'tracks',
      {
        start,
        both: ['fork', {}],
        lab: ['wait-for-event', { event: 'lab.reported' }],
        visit: ['wait-for-event', { event: 'visit.completed' }],
        met: ['join', {}],
        done: ['exit', { outcome: 'both' }],
        late: ['exit', { outcome: 'late' }],
      },
      [
        ['start', 'next', 'both'],
        ['both', 'a', 'lab'],
        ['both', 'b', 'visit'],
        ['lab', 'event', 'met'],
        ['visit', 'event', 'met'],
        ['lab', 'timeout', 'late'],
        ['visit', 'timeout', 'late'],
        ['met', 'next', 'done'],
      ],
    ),
  );
  const patient = await stage.patient(home);
  await stage.event(home, patient.id, 'order.paid');
  const run = await runOf(patient.id, home.journey, 'it waits', ({ state }) => state === 'waiting');
  await stage.event(home, patient.id, 'visit.completed');
  await eventually('one track waits for the other', async () => (await rowsOf(run.id)).includes('met waiting join'));
  const places = await stage.db.worker.query(
    'SELECT node_id, state FROM run_places WHERE run_id = $1 ORDER BY node_id',
    [run.id],
  );
  expect(places.rows).toEqual([
    { node_id: 'lab', state: 'waiting' },
    { node_id: 'met', state: 'waiting' },
  ]);
  await stage.event(home, patient.id, 'lab.reported');
  await runOf(patient.id, home.journey, 'it ended', ({ outcome }) => outcome === 'both');
  const counts = await stage.db.worker.query<{ node_id: string; what: string; n: number }>(
    "SELECT node_id, what, sum(n)::int AS n FROM node_counts WHERE version_id = $1 AND node_id IN ('both', 'met') GROUP BY 1, 2 HAVING sum(n) <> 0 ORDER BY 1, 2",
    [home.version],
  );
  expect(counts.rows.map(({ node_id, what, n }) => `${node_id} ${what} ${n}`)).toEqual([
    'both entered 1',
    'both port:a 1',
    'both port:b 1',
    'met entered 2',
    'met port:next 1',
  ]);
  expect((await stage.db.worker.query('SELECT FROM run_places WHERE run_id = $1', [run.id])).rowCount).toBe(0);
});

test('a clinical hold keeps a patient where they are, for a new run as well, until it is lifted', async () => {
  const home = await stage.publish(
    drawJourney('held', { start, hello: ['message', { text: '您好。' }], done: ['exit', { outcome: 'told' }] }, [
      ['start', 'next', 'hello'],
      ['hello', 'next', 'done'],
    ]),
  );
  const patient = await stage.patient(home);
  await stage.event(home, patient.id, 'clinical.hold', { reason: '住院' });
  await stage.event(home, patient.id, 'order.paid');
  const run = await runOf(patient.id, home.journey, 'it is held', ({ state }) => state === 'held');
  expect(await rowsOf(run.id)).toContain('hello held clinical');
  expect(await stage.sent(patient.chat)).toEqual([]);
  await stage.event(home, patient.id, 'clinical.released');
  await runOf(patient.id, home.journey, 'it went on', ({ state }) => state === 'finished');
  await eventually('the message is there once', async () => (await stage.sent(patient.chat)).length === 1);
});

test('a text is filled with fields of the patient, and one with a hole does not leave', async () => {
  const home = await stage.publish(
    drawJourney(
      'filled',
      {
        start,
        hello: ['message', { text: '{{称呼|您}}好，今天第{{天数}}天。', onBlocked: 'port' }],
        done: ['exit', { outcome: 'told' }],
        lost: ['exit', { outcome: 'blocked' }],
      },
      [
        ['start', 'next', 'hello'],
        ['hello', 'next', 'done'],
        ['hello', 'blocked', 'lost'],
      ],
    ),
  );
  const [known, unknown] = [await stage.patient(home), await stage.patient(home)];
  await stage.db.worker.query('UPDATE patients SET fields = $2 WHERE id = $1', [known.id, { 称呼: '陈阿姨', 天数: 3 }]);
  for (const { id } of [known, unknown]) await stage.event(home, id, 'order.paid');
  await eventually('the filled text', async () => (await stage.sent(known.chat))[0]?.text === '陈阿姨好，今天第3天。');
  const run = await runOf(unknown.id, home.journey, 'the other one is blocked', ({ state }) => state === 'finished');
  expect(run.outcome).toBe('blocked');
  expect(await stage.sent(unknown.chat)).toEqual([]);
});

test('a work day is found by the calendar; a year that nobody added holds the run until it is there', async () => {
  const home = await stage.publish(
    drawJourney(
      'work days',
      {
        start,
        pause: ['wait-until-date', { field: 'exam', offset: { days: 0 }, at: '09:00', workday: 'after' }],
        done: ['exit', { outcome: 'done' }],
        none: ['exit', { outcome: 'none' }],
      },
      [
        ['start', 'next', 'pause'],
        ['pause', 'due', 'done'],
        ['pause', 'missing', 'none'],
      ],
    ),
  );
  const last = cnWorkdays.at(-1);
  if (!last) throw new Error('there is a calendar');
  const far = last.year + 40;
  const patient = await stage.patient(home);
  await stage.db.worker.query('UPDATE patients SET fields = $2 WHERE id = $1', [patient.id, { exam: `${far}-01-01` }]);
  await stage.event(home, patient.id, 'order.paid');
  const run = await runOf(patient.id, home.journey, 'it is held', ({ state }) => state === 'held');
  expect(await rowsOf(run.id)).toContain('pause held calendar');
  const year = calendarYear('cn-workdays', far, [{ date: `${far}-01-01`, isOffDay: true }]);
  await addCalendars(stage.db, [year], Date.now());
  const waiting = await runOf(patient.id, home.journey, 'it waits', ({ state }) => state === 'waiting');
  const first = new Date(waiting.wake_at ?? 0);
  expect(first.getUTCFullYear()).toBe(far);
  // New Year is off, so the first Monday to Friday after it, 09:00 in Shanghai.
  expect(first.getTime()).toBeGreaterThan(Date.parse(`${far}-01-01T09:00:00+08:00`));
  expect(first.getTime()).toBeLessThanOrEqual(Date.parse(`${far}-01-01T09:00:00+08:00`) + 3 * DAY);
  const { rows } = await stage.db.worker.query("SELECT detail FROM run_steps WHERE run_id = $1 AND kind = 'waiting'", [
    run.id,
  ]);
  expect(rows[0].detail.calendar).toMatchObject({ [`cn-workdays/${far}`]: year.hash });
});
