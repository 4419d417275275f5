import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { type Accounts, openAccounts } from '../accounts/accounts.ts';
import { type DemoAccounts, seedDemoAccounts } from '../accounts/demo-accounts.ts';
import { type ApiStage, NOW, openApiStage } from '../api/api-stage.ts';
import { buildServer, type ServerOptions } from './server.ts';

export const ORIGIN = 'http://suivi.test';

/** For tests: the whole HTTP surface on a database of its own, with the demo people. */
export interface ServerStage extends ApiStage {
  app: FastifyInstance;
  auth: Accounts;
  demo: DemoAccounts;
  /** Everything that was logged. */
  logged: string[];
  /** A scratch folder. */
  folder: string;
  /** Signs in and returns the cookie. */
  signIn(role: keyof DemoAccounts['callers']): Promise<string>;
}

export async function openServerStage(
  options: (folder: string) => Promise<Partial<ServerOptions>> = async () => ({}),
): Promise<ServerStage> {
  const stage = await openApiStage();
  const folder = await mkdtemp(join(tmpdir(), 'suivi-http-'));
  const demo = await seedDemoAccounts(stage.db, '127.0.0.1');
  const secret = randomBytes(48).toString('base64url');
  const auth = openAccounts({ db: stage.db, secret, origins: [ORIGIN], signInLimit: { seconds: 600, max: 20 } });
  const logged: string[] = [];
  const app = await buildServer({
    db: stage.db,
    services: stage.services,
    auth,
    missing: () => [],
    log: pino({}, { write: (line: string) => void logged.push(line) }),
    now: () => NOW,
    ...(await options(folder)),
  });
  return {
    ...stage,
    app,
    auth,
    demo,
    logged,
    folder,
    async signIn(role) {
      const answer = await app.inject({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        headers: { host: 'suivi.test', origin: ORIGIN },
        payload: { email: `${role}@demo.suivi`, password: 'suivi-demo' },
      });
      if (answer.statusCode !== 200) throw new Error(`sign-in answered ${answer.statusCode}`);
      return answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ');
    },
    async close() {
      await app.close();
      await auth.close();
      await stage.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
