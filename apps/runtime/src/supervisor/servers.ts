import type { Child } from './child.ts';
import type { Claim } from './claim.ts';
import { checkVersions, stampVersions } from './data-folder.ts';
import { checkDatabase, checkTemporal } from './external.ts';
import { postgresMajor } from './postgres/binaries.ts';
import { launchPostgres } from './postgres/launch.ts';
import { launchSandbox } from './sandbox.ts';
import { StartError } from './start-error.ts';
import type { ChildName, ChildState } from './state-file.ts';
import type { Steps } from './steps.ts';
import { findTemporal } from './temporal/find.ts';
import { launchTemporal } from './temporal/launch.ts';
import { EMBEDDED_NAMESPACE } from './temporal/server.ts';

export interface ServersOptions {
  claim: Claim;
  env: NodeJS.ProcessEnv;
  steps: Steps;
  checkout: string;
  sandboxArguments: readonly string[];
  signal: AbortSignal;
  /** Hears of each process as soon as it exists, and again when more is known of it. */
  spawned(name: ChildName, state: ChildState): void;
  /** Hears of each child that is ready, with the way to start it again at the same address. */
  started(name: ChildName, child: Child, again: () => Promise<Child>): void;
}

/** PostgreSQL: the one of DATABASE_URL, else ours. Resolves to its address. */
export async function providePostgres(options: ServersOptions): Promise<string> {
  const { claim, env, steps } = options;
  if (env.DATABASE_URL) {
    const url = env.DATABASE_URL;
    await steps.step('PostgreSQL (DATABASE_URL)', () => checkDatabase(url));
    return url;
  }
  const major = postgresMajor();
  const launch = (socketFolder?: string) =>
    launchPostgres({
      dataDir: claim.dataDir,
      privateFolder: claim.privateFolder,
      previous: claim.state.now.children.postgres,
      socketFolder,
      durable: true,
      spawned: (identity) => options.spawned('postgres', identity),
    });
  stampVersions(claim.dataDir, { postgresMajor: major });
  const running = await steps.step(`PostgreSQL ${major}`, () => launch(), readyOrAdopted);
  options.started('postgres', running.child, async () => (await launch(running.socketFolder)).child);
  return running.databaseUrl;
}

/** Temporal: the one of TEMPORAL_ADDRESS, else ours. */
export async function provideTemporal(options: ServersOptions): Promise<{ address: string; namespace: string }> {
  const { claim, env, steps } = options;
  if (env.TEMPORAL_ADDRESS) {
    const address = env.TEMPORAL_ADDRESS;
    await steps.step('Temporal (TEMPORAL_ADDRESS)', () => checkTemporal(address));
    return { address, namespace: env.TEMPORAL_NAMESPACE || EMBEDDED_NAMESPACE };
  }
  const program = async () => {
    const note = (text: string) =>
      steps.line({ zh: `Temporal … 下载：${text}`, en: `Temporal … downloading: ${text}` });
    const found = await findTemporal(env, note, options.signal);
    checkVersions(claim.dataDir, { temporalServer: found.server });
    stampVersions(claim.dataDir, { temporalServer: found.server });
    return found.path;
  };
  const launch = () =>
    launchTemporal({
      dataDir: claim.dataDir,
      program,
      previous: claim.state.now.children.temporal,
      port: claim.state.now.ports.temporal,
      spawned: (state) => options.spawned('temporal', state),
    });
  const running = await steps.step('Temporal', launch, readyOrAdopted);
  options.started('temporal', running.child, async () => sameAddress(running, await launch()));
  return { address: running.address, namespace: EMBEDDED_NAMESPACE };
}

/** The WeCom sandbox, which stands in for WeCom's servers. Resolves to its address. */
export async function provideSandbox(options: ServersOptions): Promise<string> {
  const { claim, steps } = options;
  const launch = () =>
    launchSandbox({
      dataDir: claim.dataDir,
      cwd: options.checkout,
      nodeArguments: options.sandboxArguments,
      previous: claim.state.now.children.sandbox,
      port: claim.state.now.ports.sandbox,
      spawned: (state) => options.spawned('sandbox', state),
    });
  const running = await steps.step('WeCom sandbox', launch, readyOrAdopted);
  options.started('sandbox', running.child, async () => sameAddress(running, await launch()));
  return running.url;
}

/** The runtime holds the address: a child that came back elsewhere is of no use to it. */
async function sameAddress(first: { port: number }, next: { port: number; child: Child }): Promise<Child> {
  if (next.port === first.port) return next.child;
  await next.child.stop('SIGTERM', 1000);
  throw new StartError('port-in-use', {
    zh: `它的端口 ${first.port} 被其他程序占用了。`,
    en: `Its port ${first.port} was taken by another program.`,
  });
}

const readyOrAdopted = ({ child }: { child: Child }) =>
  child.adopted ? { zh: '沿用上次运行的', en: 'ready, kept from the last run' } : { zh: '就绪', en: 'ready' };
