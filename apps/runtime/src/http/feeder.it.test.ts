import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedExamples } from '../seed/seed-examples.ts';
import { makeCreateTask } from '../tasks/create-task.ts';
import { openServerStage, type ServerStage } from './server-stage.ts';

let stage: ServerStage;
let secret: string;
let trial: string;
let alarm: string;
const AT = Date.parse('1990-06-01T13:00:00Z');

beforeAll(async () => {
  stage = await openServerStage();
  await seedExamples(stage.db, stage.demo);
  ({ secret } = await stage.as(stage.demo.callers.engineer).keys.create({ name: 'feed' }));
  const patients = [{ label: 'p01', zone: 'America/Chicago' }];
  trial = String((await call('POST', '/v1/trials', { label: 'feed', scale: 0.001, days: 2, patients })).body.id);
  const { journeys } = (await call('GET', '/v1/journeys')).body as {
    journeys: { id: string; title: { en: string } }[];
  };
  alarm = journeys.find(({ title }) => title.en === 'Dangerous value → nurse')?.id ?? '';
});
afterAll(() => stage.close());

async function call(method: 'GET' | 'POST', url: string, payload?: unknown, key = secret) {
  const answer = await stage.app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
  });
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
}

/** A run of the alarm by this patient, as the router leaves it, with the to-do that it makes. */
async function todoFor(patient: string, inTrial: boolean): Promise<string> {
  const [run, event] = [uuidv7(), uuidv7()];
  const { worker } = stage.db;
  await worker.query(
    `INSERT INTO events (id, organization_id, patient_id, seq, message_id, fingerprint, type, at, data, routed_at)
     VALUES ($1, $2, $3, 1, $4, 'x', 'glucose.measured', $5, '{}', now())`,
    [event, stage.demo.organizationId, patient, event, new Date(AT)],
  );
  await worker.query('UPDATE patients SET last_event_seq = 1 WHERE id = $1', [patient]);
  await worker.query(
    `INSERT INTO runs (id, organization_id, journey_id, version_id, plan_hash, patient_id, test, entry_key_hash, event_id, event_seq, entered_at, trial_id)
     SELECT $1, $2, journey_id, id, plan_hash, $3, true, 'x', $4, 1, $5, $6 FROM journey_versions WHERE journey_id = $7`,
    [run, stage.demo.organizationId, patient, event, new Date(AT), inTrial ? trial : null, alarm],
  );
  const outcomes = [{ id: 'handled', label: { en: 'Handled' } }];
  await makeCreateTask(stage.db, () => {})({
    trail: { run, epoch: 0, fence: 1, rows: [{ seq: 1, node: 'nurse', visit: 1, kind: 'entered', at: AT }] },
    node: 'nurse',
    visit: 1,
    at: AT,
    with: { group: 'nurse', title: { en: 'Call' }, outcomes, waits: true },
  });
  const { rows } = await worker.query<{ id: string }>('SELECT id FROM tasks WHERE run_id = $1', [run]);
  return rows[0]?.id ?? '';
}

const patientOf = async (where: string): Promise<string> =>
  (await stage.db.worker.query<{ id: string }>(`SELECT id FROM patients WHERE ${where}`)).rows[0]?.id ?? '';

test('a feeder reads how far its trial is, its rows and its to-dos, and closes one at an instant of the trial', async () => {
  const task = await todoFor(await patientOf("external_id LIKE 'trial-%'"), true);
  expect((await call('GET', `/v1/trials/${trial}`)).body).toEqual({ open: 1, held: 0, unrouted: 0 });
  const { steps } = (await call('GET', `/v1/trials/${trial}/steps`)).body;
  expect(steps).toMatchObject([{ journey: alarm, patient: 'p01', seq: 1, node: 'nurse', kind: 'entered', at: AT }]);
  const { tasks } = (await call('GET', `/v1/trials/${trial}/tasks`)).body;
  expect(tasks).toEqual([{ id: task, journey: alarm, patient: 'p01', node: 'nurse', at: AT, state: 'open' }]);
  const closing = { outcome: 'handled', at: '1990-06-01T13:12:00Z' };
  const closed = await call('POST', `/v1/trials/${trial}/tasks/${task}/close`, closing);
  expect(closed).toMatchObject({ status: 200, body: { outcome: 'handled', at: AT + 720_000 } });
  const { rows } = await stage.db.worker.query("SELECT at FROM events WHERE type = 'task.closed'");
  expect(rows).toEqual([{ at: AT + 720_000 }]);
});

test('a to-do outside the trial cannot be closed through it', async () => {
  const { id } = await stage.as(stage.demo.callers.operator).patients.createTest({ name: '钱进' });
  const task = await todoFor(id, false);
  const closing = { outcome: 'handled', at: '1990-06-01T13:12:00Z' };
  const refused = await call('POST', `/v1/trials/${trial}/tasks/${task}/close`, closing);
  expect(refused).toMatchObject({ status: 404, body: { code: 'TASK_UNKNOWN' } });
});

test('a trial that does not exist, a wrong cursor and a wrong key are told apart', async () => {
  expect(await call('GET', `/v1/trials/${uuidv7()}`)).toMatchObject({ status: 404, body: { code: 'TRIAL_UNKNOWN' } });
  expect(await call('GET', '/v1/trials/x/steps')).toMatchObject({ status: 404, body: { code: 'TRIAL_UNKNOWN' } });
  expect(await call('GET', `/v1/trials/${trial}/steps?after=x`)).toMatchObject({ status: 422 });
  expect(await call('GET', '/v1/journeys', undefined, 'suivi_no')).toMatchObject({ status: 401 });
});
