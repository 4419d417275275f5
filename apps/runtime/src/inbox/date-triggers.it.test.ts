import { planHash } from '@suivi/compiler';
import { canonicalJson, type PatientDate, type Plan } from '@suivi/schema';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { threeNodes } from '../../test/journeys.ts';
import { type ApiStage, openApiStage } from '../api/api-stage.ts';
import { type People, published } from '../api/published-run.ts';
import { PlanStore } from '../codec/plan-store.ts';
import { fireDateTriggers } from './date-triggers.ts';

const fire = (now: number) => fireDateTriggers(stage.db, new PlanStore(stage.db.worker), now);

const PUBLISHED = Date.parse('2026-03-02T09:00:00+08:00');
const DAY = 86_400_000;
let stage: ApiStage;
let people: People;
let journey: string;
let patient: string;

beforeAll(async () => {
  stage = await openApiStage();
});
afterAll(() => stage.close());
beforeEach(async () => {
  people = await stage.organization('甲院');
  const home = await published(stage, people, threeNodes());
  ({ journey } = home);
  await begins(home.version.id, { field: 'nextExam', offsetDays: -3, at: '10:00' });
  patient = await withExam('2026-03-20');
});

/** Lets the version begin on a date; the canvas draws such a trigger the same way. */
async function begins(version: string, date: PatientDate, at = PUBLISHED) {
  const { rows } = await stage.db.worker.query<{ body: string }>(
    'SELECT p.body FROM plans p JOIN journey_versions v ON v.plan_hash = p.hash WHERE v.id = $1',
    [version],
  );
  const plan: Plan = {
    ...JSON.parse(rows[0]?.body ?? '{}'),
    trigger: { on: 'date', date, reentry: { mode: 'per-event' } },
  };
  const hash = planHash(plan);
  await stage.db.worker.query(
    `INSERT INTO plans (hash, organization_id, journey_id, body) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
    [hash, people.operator.organizationId, journey, canonicalJson(plan)],
  );
  await stage.db.worker.query('UPDATE journey_versions SET plan_hash = $2, published_at = $3 WHERE id = $1', [
    version,
    hash,
    new Date(at),
  ]);
}

async function withExam(nextExam: string, zone?: string): Promise<string> {
  const { id } = await stage.as(people.operator).patients.createTest({ name: '陈静' });
  await stage.db.worker.query('UPDATE patients SET fields = $2, zone = $3 WHERE id = $1', [
    id,
    { nextExam },
    zone ?? null,
  ]);
  return id;
}

const enrolments = async (who = patient) => {
  const { rows } = await stage.db.worker.query(
    "SELECT at, data FROM events WHERE patient_id = $1 AND type = 'enrolment.requested' ORDER BY seq",
    [who],
  );
  return rows;
};
const DUE = Date.parse('2026-03-17T10:00:00+08:00');

test('a patient enters when the date has come, at its very instant, and once however often we look', async () => {
  await fire(DUE - 1);
  expect(await enrolments()).toEqual([]);
  for (let i = 0; i < 3; i++) await fire(DUE + i * 60_000);
  await Promise.all([fire(DUE + DAY), fire(DUE + DAY)]);
  expect(await enrolments()).toEqual([{ at: DUE, data: { journey, date: '2026-03-20' } }]);
});

test('some months after the date, or before it, a patient enters on that day of the month or on its last one', async () => {
  const begin = async (offsetMonths: number) => {
    const home = await published(stage, people, threeNodes());
    ({ journey } = home);
    await begins(home.version.id, { field: 'nextExam', offsetMonths, offsetDays: 0, at: '10:00' });
  };
  const entered = async (who: string) =>
    (await enrolments(who)).flatMap(({ at, data }) => (data.journey === journey ? [at] : []));
  const ten = (date: string) => Date.parse(`${date}T10:00:00+08:00`);
  await begin(1);
  const [inFebruary, inMarch] = [await withExam('2026-02-28'), await withExam('2026-03-31')];
  await fire(ten('2026-03-28'));
  await fire(ten('2026-04-30'));
  expect(await entered(inFebruary)).toEqual([ten('2026-03-28')]);
  expect(await entered(inMarch)).toEqual([ten('2026-04-30')]);
  await begin(-2);
  const inMay = await withExam('2026-05-31');
  await fire(ten('2026-03-31') - 1);
  expect(await entered(inMay)).toEqual([]);
  await fire(ten('2026-03-31'));
  expect(await entered(inMay)).toEqual([ten('2026-03-31')]);
});

test("the patient's own wall clock decides", async () => {
  const far = await withExam('2026-03-20', 'America/Chicago');
  await fire(DUE);
  expect(await enrolments(far)).toEqual([]);
  const there = Date.parse('2026-03-17T10:00:00-05:00');
  await fire(there);
  expect(await enrolments(far)).toMatchObject([{ at: there }]);
});

test('a new date is a new enrolment', async () => {
  await fire(DUE);
  await stage.db.worker.query('UPDATE patients SET fields = $2 WHERE id = $1', [patient, { nextExam: '2026-03-22' }]);
  await fire(DUE + 3 * DAY);
  expect((await enrolments()).map(({ data }) => data.date)).toEqual(['2026-03-20', '2026-03-22']);
});

test('a date that lay in the past when the journey was published enrols nobody', async () => {
  const late = await withExam('2026-03-04');
  const old = await withExam('2019-01-01');
  const just = await withExam('2026-03-05');
  await fire(DUE);
  expect([await enrolments(late), await enrolments(old)]).toEqual([[], []]);
  // Three days before at 10:00 is one hour after the publishing.
  expect(await enrolments(just)).toHaveLength(1);
});

test('neither a paused journey nor something that is no date enrols anybody', async () => {
  const odd = await withExam('2026-03-20x');
  const none = await withExam('soon');
  await stage.db.worker.query('UPDATE journeys SET active = false WHERE id = $1', [journey]);
  await fire(DUE);
  expect(await enrolments()).toEqual([]);
  await stage.db.worker.query('UPDATE journeys SET active = true WHERE id = $1', [journey]);
  await fire(DUE);
  expect([(await enrolments()).length, (await enrolments(none)).length]).toEqual([1, 0]);
  expect((await enrolments(odd)).length).toBeLessThanOrEqual(1);
});

test('patients of another organization with the same field are not touched', async () => {
  const other = await stage.organization('乙院');
  const { id } = await stage.as(other.operator).patients.createTest({ name: '别人' });
  await stage.db.worker.query('UPDATE patients SET fields = $2 WHERE id = $1', [id, { nextExam: '2026-03-20' }]);
  await fire(DUE);
  expect(await enrolments(id)).toEqual([]);
});
