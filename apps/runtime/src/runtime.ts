import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { openAccounts } from './accounts/accounts.ts';
import { readAuthSecret } from './accounts/auth-secret.ts';
import { type DemoAccounts, seedDemoAccounts } from './accounts/demo-accounts.ts';
import { designOnlyServices } from './api/design-only.ts';
import { makeServices } from './api/make-services.ts';
import type { Services } from './api/services.ts';
import { openKeyRing } from './codec/key-ring.ts';
import { openDatabase } from './database/database.ts';
import { migrate } from './database/migrate.ts';
import { Notifications } from './database/notifications.ts';
import { buildServer } from './http/server.ts';
import { callbackRoutes } from './inbox/callback-routes.ts';
import { loadNodes } from './nodes/installed-nodes.ts';
import type { NodeLog } from './nodes/node-context.ts';
import { ChannelAccounts } from './outbox/channel-accounts.ts';
import { lookAtParts } from './readiness.ts';
import { connectSandbox, introduce, introduceTestPatients } from './seed/connect-sandbox.ts';
import { seedExamples } from './seed/seed-examples.ts';
import type { Runtime, RuntimeOptions } from './supervisor/runtime-contract.ts';
import { openEngineRoom, type Report } from './worker/engine-room.ts';

const CHECKOUT = fileURLToPath(new URL('../../..', import.meta.url));
const BUILDER = fileURLToPath(new URL('../../builder/dist', import.meta.url));
const VERSION = '0.1.0';

/** Starts the product on servers that are there: schema, engine room, accounts and examples, HTTP. */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { databaseUrl, dataDir, host, port } = options;
  const log = pino({ level: 'info' }, pino.destination({ dest: logFile(dataDir), mkdir: true, sync: false }));
  const report: Report = (code, error) => log.warn({ code, ...kindOf(error) });
  const say: NodeLog = (code, values) => log.info({ code, ...values });
  const nodes = await loadNodes(CHECKOUT, process.env);
  await migrate(databaseUrl);
  const db = openDatabase(databaseUrl);
  const notifications = new Notifications(databaseUrl);
  await notifications.start();
  const keys = await openKeyRing(dataDir);
  const room =
    options.temporal &&
    (await openEngineRoom({
      db,
      notifications,
      target: options.temporal,
      keys,
      report,
      nodes,
      env: process.env,
      log: say,
      alone: options.alone,
    }));
  const accounts = room?.accounts ?? new ChannelAccounts(db, keys);

  const url = `http://${host}:${port}`;
  const demo = options.embedded ? await seedDemoAccounts(db, host) : undefined;
  const auth = openAccounts({
    db,
    secret: await readAuthSecret(dataDir),
    // The same server by its other name: whoever types localhost must be able to sign in too.
    origins: [url, `http://localhost:${port}`],
    ...(options.embedded ? { signInLimit: { seconds: 10, max: 200 } } : {}),
    failed: (error) => report('AUTH_FAILED', error),
  });
  const designOnly = room === undefined;
  const system = { demoAccounts: demo?.accounts ?? [], sandboxUrl: options.sandbox.url, version: VERSION, designOnly };
  const all = withIntroductions(makeServices({ db, notifications, system, runs: room?.runs }), options.sandbox.url);
  const services = designOnly ? designOnlyServices(all) : all;
  const down = lookAtParts({
    postgres: () => db.worker.query('SELECT 1'),
    ...(room && { temporal: () => room.ask() }),
  });
  let ready = false;
  const server = await buildServer({
    db,
    services,
    auth,
    missing: () => (ready ? down() : ['runtime']),
    designOnly,
    ...(existsSync(join(BUILDER, 'index.html')) ? { builderDir: BUILDER } : {}),
    log,
    extraRoutes: (app) => callbackRoutes(app, { accounts, news: room?.news ?? (() => {}) }),
  });
  await server.listen({ host, port });
  if (demo) await setTheStage(demo);
  ready = true;

  return {
    url,
    signInHints: demo ? hints(demo) : [],
    async stop(graceMs) {
      ready = false;
      const drained = server.close().then(() => room?.stop());
      await Promise.race([drained, new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
      await Promise.allSettled([auth.close(), notifications.stop(), db.close()]);
    },
  };

  async function setTheStage({ organizationId, ...rest }: DemoAccounts): Promise<void> {
    const sandboxUrl = options.sandbox.url;
    await connectSandbox({ db, keys, accounts, organizationId, sandboxUrl, ownUrl: url });
    await seedExamples(db, { organizationId, ...rest });
    await introduceTestPatients(db, sandboxUrl, organizationId);
  }
}

/** A new test patient gets a name in the sandbox as well. */
function withIntroductions(services: Services, sandboxUrl: string): Services {
  return {
    ...services,
    async createTestPatient(caller, name) {
      const patient = await services.createTestPatient(caller, name);
      if (patient.chat) await introduce(sandboxUrl, patient.chat, name);
      return patient;
    },
    async createTrial(caller, input) {
      const trial = await services.createTrial(caller, input);
      for (const { chat, label } of trial.patients) await introduce(sandboxUrl, chat, label);
      return trial;
    },
  };
}

const hints = (demo: DemoAccounts): string[] => [
  '演示登录 / demo sign-in:',
  ...demo.accounts.map(({ email, password, role }) => `  ${role.padEnd(9)} ${email}  ${password}`),
];

const logFile = (dataDir: string): string => join(dataDir, 'logs', 'runtime.log');

/** An error in the log by its kind only: messages of the database and of Temporal can quote values. */
function kindOf(error: unknown): { kind?: string; errorCode?: string } {
  if (!(error instanceof Error)) return {};
  const { code } = error as NodeJS.ErrnoException;
  return { kind: error.name, ...(typeof code === 'string' ? { errorCode: code } : {}) };
}
