import { mkdir, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { threeNodes } from '../../test/journeys.ts';
import { published } from '../api/published-run.ts';
import { ORIGIN, openServerStage, type ServerStage } from './server-stage.ts';

let stage: ServerStage;
let missing: string[] = [];

beforeAll(async () => {
  stage = await openServerStage(async (folder) => {
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>Suivi</title>');
    await writeFile(join(folder, 'assets', 'index-Ab12.js'), 'export {}');
    return {
      builderDir: folder,
      missing: () => missing,
      extraRoutes: (app) => {
        app.get('/callbacks/broken', () => {
          throw Object.assign(new Error('duplicate key (name)=(陈建国)'), { code: '23505' });
        });
      },
    };
  });
});
afterAll(() => stage.close());

const get = (url: string, headers: Record<string, string> = {}) => stage.app.inject({ method: 'GET', url, headers });

test('the process is live at any time and ready only when it says so', async () => {
  expect((await get('/health/ready')).json()).toEqual({ ready: true });
  missing = ['temporal'];
  const answer = await get('/health/ready');
  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '2']);
  expect(answer.json()).toMatchObject({ code: 'NOT_READY', errors: { down: ['temporal'] } });
  expect((await get('/health/live')).statusCode).toBe(200);
  missing = [];
});

test('pages of the builder get its index.html, which is asked for anew each time', async () => {
  for (const url of ['/', '/journeys/42/people?run=1', '/sign-in']) {
    const answer = await get(url);
    expect([url, answer.statusCode, answer.headers['cache-control']]).toEqual([url, 200, 'no-cache']);
    expect(answer.body).toContain('<title>Suivi</title>');
    expect(answer.headers['content-type']).toContain('text/html');
  }
});

test('files with a hash in their name are kept for ever, missing ones are not found', async () => {
  const answer = await get('/assets/index-Ab12.js');
  expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect((await get('/assets/index-Old1.js')).json()).toMatchObject({ code: 'NOT_FOUND' });
});

test.each([
  '/v1/nothing',
  '/api/nothing',
  '/trpc/nothing',
  '/api/auth/organization/create',
  '/health',
  '/%',
  '/../x.ts',
])('%s is a problem and not the page', async (url) => {
  const answer = await get(url);
  expect(answer.statusCode).toBe(404);
  expect(answer.body).toContain('NOT_FOUND');
  expect(answer.body).toContain('没有这个地址');
});

test('every answer carries the security headers', async () => {
  for (const url of ['/', '/health/live', '/v1/nothing', '/trpc/session.me']) {
    const { headers } = await get(url);
    expect(headers['content-security-policy'], url).toContain("default-src 'self'; style-src 'self' 'unsafe-inline'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
  }
});

test('what nobody foresaw is answered with a reference that stands in the log, without what the error says', async () => {
  const answer = await get('/callbacks/broken');
  expect(answer.json()).toMatchObject({ status: 500, code: 'INTERNAL' });
  const [, reference] = /reference (\S+)$/.exec(answer.json().title) ?? [];
  const line = stage.logged.find((logged) => logged.includes(String(reference)));
  expect(line).toContain('23505');
  expect(line).toContain('server.it.test.ts');
  expect(answer.body + stage.logged.join('')).not.toContain('陈建国');
});

const signIn = (payload: unknown, headers: Record<string, string> = {}) =>
  stage.app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    headers: { host: 'suivi.test', origin: ORIGIN, 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(payload),
  });

test('signing in sets a cookie that scripts cannot read, and is on record', async () => {
  const answer = await signIn({ email: 'reviewer@demo.suivi', password: 'suivi-demo' });
  expect(answer.statusCode).toBe(200);
  expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly.*SameSite=Lax/i);
  const cookie = await stage.signIn('reviewer');
  const me = await get('/trpc/session.me', { cookie });
  expect(me.json().result.data).toMatchObject({
    user: { name: '王敏', email: 'reviewer@demo.suivi' },
    organization: { name: { zh: '安禾健康', en: 'Anhe Health' } },
    roles: ['reviewer'],
    permissions: ['journey.read', 'journey.approve', 'review.comment', 'run.read', 'patient.read'],
  });
  const [entry] = await stage.as(stage.demo.callers.auditor).audit.list({});
  expect(entry).toMatchObject({ action: 'session.signed-in', by: '王敏' });
});

test.each([
  ['a wrong password', { email: 'reviewer@demo.suivi', password: 'wrong-wrong' }, 401, 'SIGN_IN_FAILED'],
  ['an unknown address', { email: 'nobody@demo.suivi', password: 'suivi-demo' }, 401, 'SIGN_IN_FAILED'],
  ['no address', { password: 'suivi-demo' }, 422, 'INPUT_INVALID'],
])('refused with a sentence of ours: %s', async (_, payload, status, code) => {
  const answer = await signIn(payload);
  expect(answer.json()).toMatchObject({ status, code });
  expect(answer.headers['content-type']).toContain('application/problem+json');
});

test('a page of another origin cannot use a session', async () => {
  const cookie = await stage.signIn('operator');
  const answer = await signIn(
    { email: 'operator@demo.suivi', password: 'suivi-demo' },
    { cookie, origin: 'http://evil.test' },
  );
  expect(answer.json()).toMatchObject({ status: 403, code: 'FOREIGN_ORIGIN' });
});

test('strangers cannot make an account, nor a member an organization or an invitation', async () => {
  const cookie = await stage.signIn('admin');
  for (const path of ['sign-up/email', 'organization/create', 'organization/invite-member', 'delete-user']) {
    const answer = await stage.app.inject({
      method: 'POST',
      url: `/api/auth/${path}`,
      headers: { cookie, origin: ORIGIN, host: 'suivi.test' },
      payload: { name: 'x', email: 'x@x.test', password: 'long-enough' },
    });
    expect([path, answer.statusCode]).toEqual([path, 404]);
  }
});

test('signing out ends the session', async () => {
  const cookie = await stage.signIn('staff');
  expect((await get('/trpc/session.me', { cookie })).json().result.data).toMatchObject({ roles: ['staff'] });
  const headers = { cookie, origin: ORIGIN, host: 'suivi.test' };
  await stage.app.inject({ method: 'POST', url: '/api/auth/sign-out', headers, payload: {} });
  expect((await get('/trpc/session.me', { cookie })).json().result.data).toBeNull();
});

test('errors of the builder’s API keep their code and status, and unknown procedures are not found', async () => {
  const refused = await get('/trpc/journeys.list');
  expect(refused.statusCode).toBe(401);
  expect(refused.json().error.data.suivi).toMatchObject({ code: 'NOT_SIGNED_IN', sentence: { zh: '请先登录' } });
  const cookie = await stage.signIn('operator');
  const post = (payload: string) =>
    stage.app.inject({
      method: 'POST',
      url: '/trpc/journeys.create',
      headers: { cookie, 'content-type': 'application/json' },
      payload,
    });
  expect((await post('{')).json().error.data.suivi).toMatchObject({ code: 'BODY_NOT_JSON', status: 400 });
  expect((await post(' '.repeat(5_000_000))).json().error.data.suivi).toMatchObject({ code: 'BODY_TOO_LARGE' });
  expect((await post('['.repeat(100_000))).json().error.data.suivi).toMatchObject({ code: 'INPUT_INVALID' });
});

test('a batch of many procedures in one address is answered', async () => {
  const names = Array.from({ length: 20 }, () => 'session.system').join(',');
  const answer = await get(`/trpc/${names}?batch=1&input=${encodeURIComponent('{}')}`);
  expect(answer.json()).toHaveLength(20);
});

test('the live stream comes over HTTP as server-sent events and ends with its reader', async () => {
  const { journey } = await published(stage, stage.demo.callers, threeNodes());
  const cookie = await stage.signIn('operator');
  await stage.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = stage.app.server.address() as AddressInfo;
  const stop = new AbortController();
  const input = encodeURIComponent(JSON.stringify({ journey }));
  const answer = await fetch(`http://127.0.0.1:${port}/trpc/people.watch?input=${input}`, {
    headers: { cookie, accept: 'text/event-stream' },
    signal: stop.signal,
  });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  const seen = until(answer, '"revision":1');
  const commands = [{ do: 'setTitle' as const, title: { zh: '新' } }];
  await stage.as(stage.demo.callers.operator).drafts.edit({ journey, baseRevision: 0, commands });
  expect(await seen).toMatch(/id: 0:0:1/);
  stop.abort();
});

/** Reads a stream until it has said something. */
async function until(answer: Response, what: string): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const part of answer.body ?? []) {
    text += decoder.decode(part as Uint8Array, { stream: true });
    if (text.includes(what)) return text;
  }
  throw new Error(`the stream ended without ${what}`);
}
