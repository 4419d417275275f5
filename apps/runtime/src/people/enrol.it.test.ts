import type { TestPatient } from '@suivi/schema';
import type { TRPCError } from '@trpc/server';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { replyJourney } from '../../test/journeys.ts';
import { type ApiStage, NOW, openApiStage } from '../api/api-stage.ts';
import { toSuiviError } from '../api/error-shape.ts';
import { drawn, type People, published, runOf } from '../api/published-run.ts';

let stage: ApiStage;
let people: People;
let api: ReturnType<ApiStage['as']>;
let patient: TestPatient;
const real = 'HIS-1001';
/** Journeys: never published, with a wait below a minute, and an ordinary one. */
const at = { draft: '', quick: '', daily: '' };

beforeAll(async () => {
  stage = await openApiStage();
  people = await stage.organization('甲院');
  api = stage.as(people.operator);
  patient = await api.patients.createTest({ name: '陈建国' });
  await stage.db.worker.query('INSERT INTO patients (id, organization_id, external_id) VALUES ($1, $2, $3)', [
    uuidv7(),
    people.operator.organizationId,
    real,
  ]);
  at.draft = await drawn(stage, people, replyJourney({ wait: 'P1D', timeout: 'P1D' }));
  at.quick = (await published(stage, people, replyJourney({ wait: 'PT5S', timeout: 'P1D' }))).journey;
  at.daily = (await published(stage, people, replyJourney({ wait: 'P1D', timeout: 'P1D' }))).journey;
});
afterAll(() => stage.close());

const code = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'accepted',
    (error: TRPCError) => toSuiviError(error).code,
  );
const hours = (n: number) => new Date(NOW + n * 3_600_000).toISOString();
const enrol = (journey: string, who: string, when?: string) =>
  code(api.people.enrol({ journey, patient: who, ...(when ? { at: when } : {}) }));

test('a test patient has a chat, consent to service messages and a name of their own', async () => {
  expect(patient).toMatchObject({ name: '陈建国', externalId: expect.stringMatching(/^test-/) });
  expect(patient.chat).toMatch(/^wm_/);
  const { rows } = await stage.db.worker.query('SELECT purpose, granted FROM consents WHERE patient_id = $1', [
    patient.id,
  ]);
  expect(rows).toEqual([{ purpose: 'service', granted: true }]);
  expect(await stage.as(people.reviewer).patients.listTest()).toEqual([{ ...patient, name: '陈**' }]);
});

test('only published journeys take people in', async () => {
  expect(await enrol(at.draft, patient.externalId)).toBe('JOURNEY_NOT_PUBLISHED');
  expect(await enrol(uuidv7(), patient.externalId)).toBe('JOURNEY_UNKNOWN');
  expect(await enrol(at.daily, 'nobody')).toBe('PATIENT_UNKNOWN');
});

test('a paused journey takes nobody in', async () => {
  await stage.db.worker.query('UPDATE journeys SET active = false WHERE id = $1', [at.daily]);
  expect(await enrol(at.daily, patient.externalId)).toBe('JOURNEY_NOT_PUBLISHED');
  expect((await api.journeys.get({ journey: at.daily })).status).toBe('paused');
  await stage.db.worker.query('UPDATE journeys SET active = true WHERE id = $1', [at.daily]);
});

test('waits below a minute and instants in the past are for test patients only', async () => {
  expect(await enrol(at.quick, real)).toBe('JOURNEY_TEST_ONLY');
  expect(await enrol(at.quick, patient.externalId)).toBe('accepted');
  expect(await enrol(at.daily, real, hours(-24))).toBe('INPUT_INVALID');
  expect(await enrol(at.daily, patient.id, hours(-24))).toBe('accepted');
  expect(await enrol(at.daily, real)).toBe('accepted');
  expect(await enrol(at.daily, patient.externalId, hours(1))).toBe('INSTANT_IN_FUTURE');
});

test('an enrolment is an event in the inbox, at its instant, and on record', async () => {
  const { event } = await api.people.enrol({ journey: at.daily, patient: patient.externalId, at: hours(-48) });
  const { rows } = await stage.db.worker.query('SELECT type, at, data, routed_at FROM events WHERE id = $1', [event]);
  expect(rows).toEqual([
    { type: 'enrolment.requested', at: NOW - 48 * 3_600_000, data: { journey: at.daily }, routed_at: null },
  ]);
  const [entry] = await stage.as(people.auditor).audit.list({});
  expect(entry).toMatchObject({ action: 'run.enrolled', subject: at.daily, detail: { event, patient: patient.id } });
});

test('test events reach test patients only, and never as an enrolment', async () => {
  const send = (who: string, type: string) => code(api.people.sendTestEvent({ patient: who, type }));
  expect(await send(patient.externalId, 'order.paid')).toBe('accepted');
  expect(await send(real, 'order.paid')).toBe('INPUT_INVALID');
  expect(await send(patient.externalId, 'enrolment.requested')).toBe('EVENT_RESERVED');
});

test('the people at a node are listed by name only for whoever may see identities', async () => {
  const { versions } = await api.journeys.get({ journey: at.daily });
  const [version] = versions;
  if (!version) throw new Error('not published');
  const run = await runOf(stage.db, people, { journey: at.daily, version }, patient, 'pause');
  expect(await api.people.runs({ journey: at.daily, node: 'pause' })).toMatchObject([{ id: run, patient: '陈建国' }]);
  expect(await api.people.runs({ journey: at.daily, node: 'ask' })).toEqual([]);
  const masked = stage.as(people.auditor);
  expect(await masked.people.runs({ journey: at.daily })).toMatchObject([{ id: run, patient: '陈**', test: true }]);
  expect(await masked.people.run({ run })).toMatchObject({ patient: '陈**', number: 1, chat: patient.chat, steps: [] });
});
