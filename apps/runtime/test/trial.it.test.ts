import { type Answer, simulate } from '@suivi/engine';
import { DAY, type Plan, permissionsOf, type RunEvent, type TraceRow } from '@suivi/schema';
import { zoneTable } from '@suivi/schema/zones';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '../src/api/services.ts';
import { PlanStore } from '../src/codec/plan-store.ts';
import { inOrganization } from '../src/database/database.ts';
import { enrol } from '../src/people/enrol.ts';
import { GRACE_MS } from '../src/trials/hold-back.ts';
import { trialServices } from '../src/trials/trial-services.ts';
import { wallInstant } from '../src/trials/wall-time.ts';
import { eventually } from './eventually.ts';
import { drawJourney } from './journeys.ts';
import type { Published } from './published.ts';
import { replayAll } from './replay.ts';
import { openStage, type Stage } from './stage.ts';

const ZONE = 'America/Chicago';
const zone = zoneTable(ZONE);
/** The second of its three days has 23 hours. */
const ORIGIN = Date.parse('2019-03-09T00:00:00-06:00');
const DAYS = 3;
const REAL_DAY = 1_500;

let stage: Stage;
let home: Published;
let caller: Caller;
beforeAll(async () => {
  stage = await openStage();
  home = await stage.publish(camp());
  const permissions = permissionsOf(['operator', 'engineer']);
  const { organization: organizationId } = home;
  caller = { userId: uuidv7(), name: '工程师', qualification: '', organizationId, roles: ['engineer'], permissions };
});
afterAll(() => stage?.close());

/** A small camp: a value until 22:00 each day or an encouraging message; the last midnight ends it. */
function camp() {
  return drawJourney(
    'camp',
    {
      start: ['trigger-manual', {}],
      reading: ['wait-for-event', { event: 'glucose.measured', timeout: { inDays: 0, at: '22:00' } }],
      cheer: ['message', { text: '今天还没有测血糖，明天一起加油。' }],
      night: ['wait-duration', { until: { inDays: 1, at: '00:00' } }],
      days: ['repeat', { times: DAYS - 1 }],
      summary: ['message', { text: '三天结束了，谢谢。' }],
      done: ['exit', { outcome: 'completed' }],
    },
    [
      ['start', 'next', 'reading'],
      ['reading', 'event', 'night'],
      ['reading', 'timeout', 'cheer'],
      ['cheer', 'next', 'night'],
      ['night', 'next', 'days'],
      ['days', 'again', 'reading'],
      ['days', 'done', 'summary'],
      ['summary', 'next', 'done'],
    ],
  );
}

const wall = (day: number, time: string): number =>
  wallInstant(zone, ORIGIN, (day - 1) * DAY + Date.parse(`1970-01-01T${time}:00Z`));

type Reading = readonly [day: number, time: string];
/** p01 misses the second day by a minute; the diary of p02 ends on the first. */
const DIARIES: Record<string, readonly Reading[]> = {
  p01: [
    [1, '07:10'],
    [2, '22:01'],
    [3, '22:00'],
  ],
  p02: [[1, '21:59']],
};

async function newTrial(labels: readonly string[], inclusive: readonly string[]) {
  const trial = await trialServices(stage.db).createTrial(caller, {
    label: '小营',
    scale: REAL_DAY / DAY,
    days: DAYS,
    patients: labels.map((label) => ({ label, zone: ZONE, fields: {} })),
    inclusive: [...inclusive],
  });
  for (const { id } of trial.patients) {
    const at = new Date(ORIGIN).toISOString();
    await inOrganization(stage.db, caller.organizationId, (tx) =>
      enrol(tx, caller, { journey: home.journey, patient: id, at }, Date.now()),
    );
  }
  return trial;
}

const feed = (trial: string, days: number) =>
  trialServices(stage.db).feedTrial(caller, { trial, fedUntil: days * DAY });

interface Run {
  id: string;
  event_id: string;
  event_type: string;
  event_seq: number;
  outcome: string;
  state: string;
}
const ended = (patient: string) =>
  eventually('the run has ended', async () => {
    const { rows } = await stage.db.worker.query<Run>(
      `SELECT r.id, r.event_id, e.type AS event_type, r.event_seq, r.outcome, r.state FROM runs r JOIN events e ON e.id = r.event_id
       WHERE r.patient_id = $1 AND r.ended_at IS NOT NULL`,
      [patient],
    );
    return rows[0];
  });

const line = (row: Pick<TraceRow, 'node' | 'visit' | 'kind' | 'at' | 'port' | 'by'>): string =>
  [row.node, row.visit, row.kind, new Date(row.at).toISOString(), row.port ?? '', row.by ?? ''].join(' ');

async function rowsOf(run: string): Promise<string[]> {
  const { rows } = await stage.db.worker.query<TraceRow>(
    'SELECT node_id AS node, visit, kind, at, port, by FROM run_steps WHERE run_id = $1 ORDER BY epoch, seq',
    [run],
  );
  return rows.map(line);
}

async function simulated(run: Run, patient: string): Promise<string[]> {
  const { rows: events } = await stage.db.worker.query<RunEvent>(
    'SELECT seq, id, type, at, data FROM events WHERE patient_id = $1 ORDER BY seq',
    [patient],
  );
  const { rows } = await stage.db.worker.query<{ plan_hash: `sha256:${string}` }>(
    'SELECT plan_hash FROM runs WHERE id = $1',
    [run.id],
  );
  const plan: Plan = await new PlanStore(stage.db.worker).get(rows[0]?.plan_hash ?? 'sha256:');
  const closes = wallInstant(zone, ORIGIN, DAYS * DAY);
  const { rows: steps } = simulate(
    plan,
    {
      run: run.id,
      patient,
      seq: run.event_seq,
      event: { id: run.event_id, type: run.event_type },
      closes: { at: closes, outcome: 'trial-ended', inclusive: true },
    },
    ORIGIN,
    {
      events: events.filter(({ type }) => plan.listens.includes(type)),
      until: closes,
      act: (): Answer => ({ outcome: 'queued' }),
    },
    zone,
  );
  return steps.map(line);
}

test('a trial that is fed later than its clock runs takes the paths of the driver, row for row', async () => {
  const { id: trial, patients } = await newTrial(['p01', 'p02'], [home.journey]);
  const began = Date.now();
  for (let day = 1; day <= DAYS; day++) {
    // The clock of the trial is ahead of its feeder all the time: nothing may fire before its day is fed.
    await eventually('the trial’s day is over', async () => Date.now() > began + day * REAL_DAY + 300);
    for (const { label, id } of patients) {
      for (const [when, time] of DIARIES[label] ?? []) {
        if (when === day) await stage.event(home, id, 'glucose.measured', { value: 120 }, wall(day, time));
      }
    }
    await feed(trial, day);
  }
  for (const { id } of patients) {
    const run = await ended(id);
    expect(run).toMatchObject({ outcome: 'completed', state: 'finished' });
    const rows = await rowsOf(run.id);
    expect(rows).toEqual(await simulated(run, id));
    expect(rows.filter((row) => row.includes('cheer') && row.includes(' acted ')).length).toBe(
      id === patients[0]?.id ? 1 : 2,
    );
  }
  expect(stage.reports).toEqual([]);
});

test('without being listed, a journey leaves at the end of the trial instead of ending by itself', async () => {
  const { id: trial, patients } = await newTrial(['p03'], []);
  await feed(trial, DAYS);
  const run = await ended(patients[0]?.id ?? '');
  expect(run).toMatchObject({ outcome: 'trial-ended', state: 'exited' });
  const rows = await rowsOf(run.id);
  expect(rows.at(-1)).toBe(
    `night 3 left ${new Date(wallInstant(zone, ORIGIN, DAYS * DAY)).toISOString()}  trial-ended`,
  );
});

test('fed by hand, a value that is committed within a second after its deadline still comes before it', async () => {
  const patient = await eventually('the value is committed within that second', async () => {
    const { id: trial, patients } = await newTrial(['p04'], []);
    const { rows } = await stage.db.worker.query<{ began: number }>(
      'SELECT started_at AS began FROM trials WHERE id = $1',
      [trial],
    );
    const deadline = (rows[0]?.began ?? 0) + (22 / 24) * REAL_DAY;
    await eventually('the deadline has passed', async () => Date.now() > deadline);
    const [{ id } = { id: '' }] = patients;
    await stage.event(home, id, 'glucose.measured', { value: 120 }, wall(1, '21:00'));
    return Date.now() < deadline + GRACE_MS && id;
  });
  const run = await ended(patient);
  const rows1 = await rowsOf(run.id);
  expect(rows1.filter((row) => row.startsWith('reading 1 woke'))).toEqual([
    `reading 1 woke ${new Date(wall(1, '21:00')).toISOString()} event glucose.measured`,
  ]);
});

test('the watermark never goes back, and a channel that is real allows no trial', async () => {
  const { id: trial } = await newTrial(['p05'], []);
  expect(await feed(trial, 2)).toEqual({ fedUntil: 2 * DAY });
  expect(await feed(trial, 1)).toEqual({ fedUntil: 2 * DAY });
  await stage.db.worker.query('UPDATE channel_accounts SET sandbox = false WHERE organization_id = $1', [
    caller.organizationId,
  ]);
  await expect(newTrial(['p06'], [])).rejects.toMatchObject({ code: 'TRIAL_NEEDS_SANDBOX' });
});

test('every history of these tests takes the same steps again when it is replayed', async () => {
  const { replayed, failures } = await replayAll(stage);
  expect(failures).toEqual([]);
  expect(replayed).toBeGreaterThanOrEqual(5);
});
