import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ORIGIN, openServerStage, type ServerStage } from '../http/server-stage.ts';
import { readAuthSecret } from './auth-secret.ts';
import { callerFor } from './caller.ts';
import { isLoopback, seedDemoAccounts } from './demo-accounts.ts';

let stage: ServerStage;

beforeAll(async () => {
  stage = await openServerStage();
});
afterAll(() => stage.close());

test('the demo people are made once, however often they are asked for', async () => {
  const again = await Promise.all([seedDemoAccounts(stage.db, 'localhost'), seedDemoAccounts(stage.db, '::1')]);
  for (const demo of again) expect(demo).toEqual(stage.demo);
  const { rows } = await stage.db.app.query('SELECT count(*) AS n FROM auth.member');
  expect(rows).toEqual([{ n: 8 }]);
  expect(stage.demo.accounts).toContainEqual({
    email: 'operator@demo.suivi',
    password: 'suivi-demo',
    role: 'operator',
    name: '李雯',
  });
  expect(stage.demo.callers.reviewer).toMatchObject({ name: '王敏', qualification: '主治医师' });
});

test('demo accounts are refused on an address that others can reach', async () => {
  await expect(seedDemoAccounts(stage.db, '0.0.0.0')).rejects.toThrow('loopback');
  expect(['127.0.0.1', '127.1.2.3', 'localhost', '::1'].every(isLoopback)).toBe(true);
  expect(['0.0.0.0', '::', '10.0.0.1', '127.evil.test', 'localhost.evil.test', ''].some(isLoopback)).toBe(false);
});

test('an account with several roles has the rights of all of them, and unknown roles give none', async () => {
  const { userId, organizationId } = stage.demo.callers.staff;
  await stage.db.app.query('UPDATE auth.member SET role = $2 WHERE "userId" = $1', [userId, 'staff, owner,auditor']);
  const caller = await callerFor(stage.db.app, userId);
  expect(caller).toMatchObject({ organizationId, roles: ['staff', 'auditor'] });
  expect(caller?.permissions.has('audit.read')).toBe(true);
  expect(caller?.permissions.has('journey.edit')).toBe(false);
});

test('whoever lost their membership is nobody, also with an open session', async () => {
  const cookie = await stage.signIn('engineer');
  const headers = new Headers({ cookie });
  expect(await stage.auth.callerOf(headers)).toMatchObject({ roles: ['engineer'] });
  await stage.db.app.query('DELETE FROM auth.member WHERE "userId" = $1', [stage.demo.callers.engineer.userId]);
  expect(await stage.auth.callerOf(headers)).toBeUndefined();
});

test('a session acts for its active organization only while the person belongs to it', async () => {
  const { userId } = stage.demo.callers.operator;
  const other = await stage.organization('乙院');
  const { organizationId } = other.operator;
  const home = stage.demo.organizationId;
  expect((await callerFor(stage.db.app, userId, organizationId))?.organizationId).toBe(home);
  await stage.db.app.query(
    `INSERT INTO auth.member (id, "organizationId", "userId", role) VALUES ($1, $2, $3, 'auditor')`,
    [uuidv7(), organizationId, userId],
  );
  const cookie = await stage.signIn('operator');
  const setActive = await stage.app.inject({
    method: 'POST',
    url: '/api/auth/organization/set-active',
    headers: { cookie, origin: ORIGIN, host: 'suivi.test' },
    payload: { organizationId },
  });
  expect(setActive.statusCode).toBe(200);
  expect(await stage.auth.callerOf(new Headers({ cookie }))).toMatchObject({ organizationId, roles: ['auditor'] });
});

test('a forged cookie is nobody', async () => {
  const cookie = await stage.signIn('admin');
  expect(await stage.auth.callerOf(new Headers({ cookie }))).toMatchObject({ roles: ['admin'] });
  expect(await stage.auth.callerOf(new Headers({ cookie: cookie.replace(/.{6}$/, 'AAAA%3D') }))).toBeUndefined();
  expect(await stage.auth.callerOf(new Headers())).toBeUndefined();
});

test('too many tries to sign in from one address are stopped, whatever address the client claims', async () => {
  const attempt = (n: number) =>
    stage.app.inject({
      method: 'POST',
      url: '/api/auth/sign-in/email',
      remoteAddress: '192.0.2.7',
      headers: { host: 'suivi.test', 'x-forwarded-for': `10.0.0.${n}`, 'x-suivi-peer': `10.0.0.${n}` },
      payload: { email: 'admin@demo.suivi', password: `guess-number-${n}` },
    });
  const answers = [];
  for (let n = 0; n < 25; n++) answers.push((await attempt(n)).json());
  expect(answers.filter(({ code }) => code === 'SIGN_IN_FAILED')).toHaveLength(20);
  expect(answers.at(-1)).toMatchObject({ status: 429, titleZh: expect.stringContaining('稍后再试') });
});

test('the secret of the cookies is made once, for its owner only', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'suivi-secret-'));
  const secrets = await Promise.all(Array.from({ length: 5 }, () => readAuthSecret(folder)));
  expect(new Set(secrets).size).toBe(1);
  expect(secrets[0]).toMatch(/^[\w-]{64}$/);
  expect((await stat(join(folder, 'auth-secret'))).mode & 0o777).toBe(0o600);
  await rm(folder, { recursive: true });
});
