import { afterAll, beforeAll, expect, test } from 'vitest';
import { replyJourney } from '../../test/journeys.ts';
import { drawn } from '../api/published-run.ts';
import { openServerStage, type ServerStage } from './server-stage.ts';

let stage: ServerStage;
let secret: string;
beforeAll(async () => {
  stage = await openServerStage();
  ({ secret } = await stage.as(stage.demo.callers.admin).keys.create({ name: 'feeder' }));
});
afterAll(() => stage.close());

async function send(method: 'POST' | 'PUT', url: string, payload: unknown) {
  const answer = await stage.app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    payload: JSON.stringify(payload),
  });
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
}

const trial = (over: Record<string, unknown> = {}) => ({
  label: '血糖营',
  scale: 20 / 86_400,
  days: 28,
  patients: [{ label: 'p01', zone: 'America/Chicago', fields: { course: 'long' } }, { label: 'p02' }],
  ...over,
});

test('a trial makes test patients of its own, with a chat, consent, zone and fields', async () => {
  const { status, body } = await send('POST', '/v1/trials', trial());
  expect(status).toBe(201);
  const patients = body.patients as { id: string; externalId: string; label: string }[];
  expect(patients.map(({ label }) => label)).toEqual(['p01', 'p02']);
  const { rows } = await stage.db.worker.query(
    `SELECT p.test, p.zone, p.fields, i.name, i.addresses ? 'wecom-kf' AS chat, t.origin,
       (SELECT count(*)::int FROM consents c WHERE c.patient_id = p.id AND c.granted) AS consents
     FROM patients p JOIN patient_identities i ON i.patient_id = p.id JOIN trial_patients t ON t.patient_id = p.id
     WHERE t.trial_id = $1 ORDER BY t.label`,
    [body.id],
  );
  const same = { test: true, chat: true, origin: null, consents: 3 };
  expect(rows).toEqual([
    { ...same, zone: 'America/Chicago', fields: { course: 'long' }, name: 'p01' },
    { ...same, zone: null, fields: {}, name: 'p02' },
  ]);
  // The same labels once more: another trial, other patients.
  const again = await send('POST', '/v1/trials', trial());
  expect(again.status).toBe(201);
  const ids = (again.body.patients as typeof patients).map(({ externalId }) => externalId);
  expect(ids).not.toContain(patients[0]?.externalId);
});

test('the first enrolment of a patient is their origin, and that of the first patient starts the trial', async () => {
  const { callers } = stage.demo;
  const { body } = await send('POST', '/v1/trials', trial());
  const [first, second] = body.patients as { externalId: string }[];
  const journey = await drawn(stage, callers, replyJourney({ wait: 'P1D', timeout: 'P1D' }));
  await stage.db.worker.query('UPDATE journeys SET active = true WHERE id = $1', [journey]);
  await stage.db.worker.query(
    `WITH plan AS (INSERT INTO plans (hash, organization_id, journey_id, body) SELECT $2, organization_id, id, $3 FROM journeys WHERE id = $1)
     INSERT INTO journey_versions (id, organization_id, journey_id, number, plan_hash, document, published_by, published_by_name)
     SELECT gen_random_uuid(), organization_id, id, 1, $2, '{}', created_by, 'test' FROM journeys WHERE id = $1`,
    [journey, `sha256:${'1'.repeat(64)}`, JSON.stringify({ v: 2, testOnly: false })],
  );
  const enrol = (patient: string | undefined, at: string) =>
    send('POST', `/v1/journeys/${journey}/enrol`, { patient, at });
  const clock = async () => {
    const { rows } = await stage.db.worker.query<{ started: number | null; origins: (number | null)[] }>(
      `SELECT started_at AS started, (SELECT array_agg(extract(epoch FROM origin)::float8 * 1000 ORDER BY label) FROM trial_patients WHERE trial_id = t.id) AS origins
       FROM trials t WHERE id = $1`,
      [body.id],
    );
    return rows[0];
  };
  const at = '2019-03-09T00:00:00-06:00';
  expect((await enrol(first?.externalId, at)).status).toBe(202);
  const begun = await clock();
  expect(begun?.origins).toEqual([Date.parse(at), null]);
  expect(Number.isInteger(begun?.started)).toBe(true);
  await enrol(first?.externalId, '2019-03-10T00:00:00-06:00');
  await enrol(second?.externalId, '2019-04-01T00:00:00-06:00');
  expect(await clock()).toEqual({ ...begun, origins: [Date.parse(at), Date.parse('2019-04-01T00:00:00-06:00')] });
});

test('the watermark is a duration on the wall clock, and never goes back', async () => {
  const { body } = await send('POST', '/v1/trials', trial());
  const feed = (fedUntil: string) => send('PUT', `/v1/trials/${body.id}/watermark`, { fedUntil });
  expect(await feed('P2DT22H')).toEqual({ status: 200, body: { fedUntil: (2 * 24 + 22) * 3_600_000 } });
  expect((await feed('P1D')).body).toEqual({ fedUntil: (2 * 24 + 22) * 3_600_000 });
  expect((await feed('two days')).body).toMatchObject({ code: 'INPUT_INVALID', detail: 'fedUntil' });
});

test.each([
  ['two patients with one label', { patients: [{ label: 'p' }, { label: 'p' }] }, 422, 'INPUT_INVALID'],
  ['a clock that is slower than the real one', { scale: 1.5 }, 422, 'INPUT_INVALID'],
  ['a zone that does not exist', { patients: [{ label: 'p', zone: 'Mars/Olympus' }] }, 422, 'ZONE_UNKNOWN'],
  ['a journey of nobody', { inclusive: ['00000000-0000-4000-8000-000000000000'] }, 404, 'JOURNEY_UNKNOWN'],
])('%s is refused', async (_what, over, status, code) => {
  expect(await send('POST', '/v1/trials', trial(over))).toMatchObject({ status, body: { code } });
});

test('nobody feeds the trial of another organization, or one that is none', async () => {
  const unknown = '00000000-0000-4000-8000-000000000000';
  for (const id of [unknown, 'x']) {
    const answer = await send('PUT', `/v1/trials/${id}/watermark`, { fedUntil: 'P1D' });
    expect(answer).toMatchObject({ status: 404, body: { code: 'TRIAL_UNKNOWN' } });
  }
});

test.each(['enrolment.requested', 'field.changed', 'task.closed'])(
  '%s is an event of our own: nobody sends it from outside',
  async (type) => {
    const answer = await send('POST', '/v1/events', { messageId: type, patient: 'p', type });
    expect(answer).toMatchObject({ status: 400, body: { code: 'EVENT_RESERVED' } });
  },
);
