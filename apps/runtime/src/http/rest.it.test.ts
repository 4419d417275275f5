import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestPatient } from '@suivi/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { threeNodes } from '../../test/journeys.ts';
import { NOW } from '../api/api-stage.ts';
import { approveAll, drawn } from '../api/published-run.ts';
import { openServerStage, type ServerStage } from './server-stage.ts';

let stage: ServerStage;
let patient: TestPatient;
let journey: string;
let secret: string;

beforeAll(async () => {
  stage = await openServerStage();
  const { callers } = stage.demo;
  patient = await stage.as(callers.operator).patients.createTest({ name: '陈建国' });
  ({ secret } = await stage.as(callers.admin).keys.create({ name: 'HIS' }));
  journey = await drawn(stage, callers, threeNodes());
  await approveAll(stage, callers, journey);
  await stage.as(callers.operator).publishing.publish({ journey, revision: 0 });
});
afterAll(() => stage.close());

async function post(url: string, payload: unknown, headers: Record<string, string> = {}) {
  const answer = await stage.app.inject({
    method: 'POST',
    url,
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json', ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>(), headers: answer.headers };
}
const event = (over: Record<string, unknown> = {}) => ({
  messageId: 'm-1',
  patient: patient.externalId,
  type: 'order.paid',
  data: { amount: 12 },
  ...over,
});

test('an event is accepted once, and the same one again is told to be a duplicate', async () => {
  const first = await post('/v1/events', event());
  expect(first).toMatchObject({ status: 202, body: { duplicate: false } });
  const again = await post('/v1/events', event());
  expect(again).toMatchObject({ status: 200, body: { event: first.body.event, duplicate: true } });
  const { rows } = await stage.db.worker.query("SELECT 1 FROM events WHERE message_id = 'm-1'");
  expect(rows).toHaveLength(1);
});

test('the same event sent ten times at once is stored once', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => post('/v1/events', event({ messageId: 'm-10' }))));
  expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(9);
  expect(new Set(answers.map(({ body }) => body.event)).size).toBe(1);
});

test('an answer of an error is a problem document in both languages', async () => {
  const { status, headers, body } = await post('/v1/events', event({ patient: 'nobody' }));
  expect(status).toBe(404);
  expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(body).toEqual({
    type: 'urn:suivi:problem:PATIENT_UNKNOWN',
    title: 'There is no such patient; create the record first',
    titleZh: '没有这位患者，请先建档',
    status: 404,
    code: 'PATIENT_UNKNOWN',
  });
});

const future = new Date(NOW + 600_000).toISOString();
test.each([
  ['other content under a used id', { messageId: 'm-1', data: { amount: 13 } }, 409, 'MESSAGE_ID_REUSED'],
  ['a date that does not exist', { messageId: 'a', at: '2026-02-30T09:00:00+08:00' }, 422, 'INSTANT_IMPOSSIBLE'],
  ['an instant without offset', { messageId: 'a', at: '2026-02-03T09:00:00' }, 422, 'INSTANT_IMPOSSIBLE'],
  ['an instant in the future', { messageId: 'a', at: future }, 422, 'INSTANT_IN_FUTURE'],
  ['NUL in the data', { messageId: 'a', data: { note: 'a\u0000b' } }, 422, 'TEXT_NOT_UNICODE'],
  ['NUL in the id', { messageId: 'a\u0000' }, 422, 'TEXT_NOT_UNICODE'],
  ['a lone surrogate in a key', { messageId: 'a', data: { '\ud83d': 1 } }, 422, 'TEXT_NOT_UNICODE'],
  ['an empty id', { messageId: '' }, 422, 'INPUT_INVALID'],
  ['a type in capitals', { messageId: 'a', type: 'Order.Paid' }, 422, 'INPUT_INVALID'],
  ['an event of our own', { messageId: 'a', type: 'enrolment.requested' }, 400, 'EVENT_RESERVED'],
])('refused: %s', async (_, over, status, code) => {
  expect(await post('/v1/events', event(over))).toMatchObject({ status, body: { code } });
});

test.each([
  ['broken JSON', '{"messageId": ', 400, 'BODY_NOT_JSON'],
  ['nothing', '', 400, 'BODY_NOT_JSON'],
  ['an array', '[]', 422, 'INPUT_INVALID'],
  ['null', 'null', 422, 'INPUT_INVALID'],
  ['a hundred thousand brackets', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 422, 'INPUT_INVALID'],
  ['two megabytes', `"${'x'.repeat(2_000_000)}"`, 413, 'BODY_TOO_LARGE'],
])('refused as a body: %s', async (_, body, status, code) => {
  expect(await post('/v1/events', body)).toMatchObject({ status, body: { code } });
});

test('a form instead of JSON is refused', async () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  expect(await post('/v1/events', 'a=b', headers)).toMatchObject({ status: 400, body: { code: 'BODY_NOT_JSON' } });
});

test('a body of 50 MB is refused after its first megabyte, whether its length is told or not', async () => {
  await stage.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = stage.app.server.address() as AddressInfo;
  const before = process.memoryUsage().rss;
  for (const told of [true, false]) {
    const { status, code, sent } = await sendLarge(port, 50_000_000, told);
    expect([status, code]).toEqual([413, 'BODY_TOO_LARGE']);
    expect(sent).toBeLessThan(50_000_000);
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
});

/** Sends until the server answers. */
function sendLarge(
  port: number,
  bytes: number,
  told: boolean,
): Promise<{ status: number; code: string; sent: number }> {
  const headers = {
    authorization: `Bearer ${secret}`,
    'content-type': 'application/json',
    ...(told ? { 'content-length': bytes } : {}),
  };
  const piece = Buffer.alloc(65_536, 0x20);
  return new Promise((resolve, reject) => {
    let sent = 0;
    let answered = false;
    const request = httpRequest(
      { port, host: '127.0.0.1', path: '/v1/events', method: 'POST', headers },
      (response) => {
        answered = true;
        let body = '';
        response.on('data', (part) => {
          body += part;
        });
        response.on('end', () => {
          request.destroy();
          resolve({ status: response.statusCode ?? 0, code: JSON.parse(body).code, sent });
        });
      },
    );
    request.on('error', (error) => answered || reject(error));
    const more = () => {
      while (!answered && sent < bytes) {
        sent += piece.length;
        if (!request.write(piece)) return void request.once('drain', more);
      }
    };
    more();
  });
}

test.each([
  ['none', ''],
  ['another scheme', 'Basic YTpi'],
  ['not a key', 'Bearer abc'],
  ['a key nobody made', `Bearer suivi_${'A'.repeat(43)}`],
])('refused as authorization: %s', async (_, authorization) => {
  expect(await post('/v1/events', event(), { authorization })).toMatchObject({
    status: 401,
    body: { code: 'API_KEY_INVALID' },
  });
});

test('a revoked key is refused at once', async () => {
  const admin = stage.as(stage.demo.callers.admin);
  const key = await admin.keys.create({ name: 'old' });
  const authorization = `Bearer ${key.secret}`;
  expect((await post('/v1/events', event({ messageId: 'm-20' }), { authorization })).status).toBe(202);
  await admin.keys.revoke({ id: key.id });
  expect((await post('/v1/events', event({ messageId: 'm-21' }), { authorization })).status).toBe(401);
  expect(await admin.keys.list()).toContainEqual(expect.objectContaining({ id: key.id, revoked: true }));
});

test('a key of one organization does not know the patients and journeys of another', async () => {
  const other = await stage.organization('乙院');
  const key = await stage.as(other.admin).keys.create({ name: 'other' });
  const authorization = `Bearer ${key.secret}`;
  expect((await post('/v1/events', event({ messageId: 'x' }), { authorization })).body.code).toBe('PATIENT_UNKNOWN');
  const enrolled = await post(`/v1/journeys/${journey}/enrol`, { patient: patient.externalId }, { authorization });
  expect(enrolled.body.code).toBe('JOURNEY_UNKNOWN');
});

test('enrolling twice with one Idempotency-Key enrols once; with none, every call counts', async () => {
  const enrol = (key?: string, who = patient.externalId) =>
    post(`/v1/journeys/${journey}/enrol`, { patient: who }, key === undefined ? {} : { 'idempotency-key': key });
  const first = await enrol('k-1');
  expect(first).toMatchObject({ status: 202, body: { duplicate: false } });
  expect(await enrol('k-1')).toMatchObject({ status: 200, body: { event: first.body.event, duplicate: true } });
  expect((await enrol()).body.event).not.toBe((await enrol()).body.event);
  expect(await enrol('k-1', 'nobody')).toMatchObject({ status: 404, body: { code: 'PATIENT_UNKNOWN' } });
  expect(await enrol('')).toMatchObject({ status: 422, body: { code: 'INPUT_INVALID' } });
});

test('an enrolment in a journey that is no journey is refused', async () => {
  const answer = await post('/v1/journeys/1/enrol', { patient: patient.externalId });
  expect(answer).toMatchObject({ status: 404, body: { code: 'JOURNEY_UNKNOWN' } });
});

test('nothing that was sent stands in the log', async () => {
  await post('/v1/events', event({ messageId: 'SECRET-1', patient: 'SECRET-2', data: { note: 'SECRET-3' } }));
  expect(stage.logged.join('')).not.toMatch(/SECRET|陈建国|suivi_/);
  expect(stage.logged.join('')).toContain('"route":"/v1/events"');
});
