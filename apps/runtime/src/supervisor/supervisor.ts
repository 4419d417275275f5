import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, stopProcess } from './child.ts';
import { type Claim, claim, portTaken } from './claim.ts';
import { diskFull, saysDiskFull } from './disk-room.ts';
import { type KeepAlive, keepAlive } from './keep-alive.ts';
import { stopChildren } from './leftovers.ts';
import { freePort } from './ports.ts';
import { postgresMajor } from './postgres/binaries.ts';
import { socketFolderOf } from './postgres/launch.ts';
import { identify, isAlive, signalGroup } from './process-identity.mjs';
import type { Runtime, StartRuntime } from './runtime-contract.ts';
import { providePostgres, provideSandbox, provideTemporal, type ServersOptions } from './servers.ts';
import { StartError } from './start-error.ts';
import type { ChildName, ChildState } from './state-file.ts';
import type { Steps } from './steps.ts';
import { ensureWatchdog } from './watchdog-process.ts';

export interface SupervisorOptions {
  port: number;
  dataDir: string;
  fresh: boolean;
  /** No Temporal is sought or started: journeys are drawn and reviewed, none runs. */
  designOnly: boolean;
  env: NodeJS.ProcessEnv;
  /** Absolute folder of the checkout. */
  checkout: string;
  steps: Steps;
  /** Loads the product; called early, so that its code is read while the servers start. */
  loadRuntime(): Promise<StartRuntime>;
  /** Arguments of Node that start the WeCom sandbox, before `--port N --data DIR`. */
  sandboxArguments: readonly string[];
  /** Called once when a child can't be kept alive; the caller then stops. */
  fatal(error: StartError): void;
}

export interface Supervisor {
  /** Brings everything up. Throws StartError; the caller then calls `stop`. */
  start(): Promise<Runtime>;
  /** Drains the runtime, then ends Temporal and sandbox, PostgreSQL, watchdog, and releases the folder. Also in the middle of a start. */
  stop(): Promise<void>;
  /** SIGKILL to all children, without waiting. */
  kill(): void;
}

const HOST = '127.0.0.1';
const DRAIN_MS = 5000;

export function openSupervisor(options: SupervisorOptions): Supervisor {
  const { steps, env } = options;
  const stopping = new AbortController();
  const alive = new Map<ChildName, KeepAlive>();
  let claimed: Claim | undefined;
  let began = false;
  let runtime: Runtime | undefined;
  let starting: Promise<unknown> = Promise.resolve();

  function spawned(name: ChildName, child: ChildState): void {
    claimed?.state.change((state) => {
      state.children[name] = child;
      if (name !== 'postgres' && child.port !== undefined) state.ports[name] = child.port;
    });
    if (stopping.signal.aborted) signalGroup(child, 'SIGKILL');
  }

  function started(name: ChildName, child: Child, again: () => Promise<Child>): void {
    const restarted = () =>
      steps.line({ zh: `${name} 意外退出，已重新启动`, en: `${name} ended and was started again` });
    const gaveUp = (cause: unknown) => options.fatal(crashLoop(name, cause));
    alive.set(name, keepAlive(child, again, gaveUp, restarted));
  }

  async function bringUp(): Promise<Runtime> {
    const embeddedPostgres = !env.DATABASE_URL;
    // Chosen here, not by the system: sessions are bound to the address, so it must be known before anybody listens.
    const port = options.port || (await freePort());
    claimed = await claim({ ...options, port, postgresMajor: embeddedPostgres ? postgresMajor() : undefined });
    const { state, lock, dataDir, url } = claimed;
    const self = identify(process.pid);
    if (!self) throw new Error('the system does not know this process');
    began = true;
    state.change((next) => {
      next.runtime = { ...self, url };
    });
    await ensureWatchdog(dataDir, state, env);
    const unused: ChildName[] = [...(embeddedPostgres ? [] : ['postgres' as const])];
    if (options.designOnly || env.TEMPORAL_ADDRESS) unused.push('temporal');
    await stopChildren(state.now.children, unused);

    const { checkout, sandboxArguments } = options;
    const signal = stopping.signal;
    const servers: ServersOptions = {
      claim: claimed,
      env,
      steps,
      checkout,
      sandboxArguments,
      signal,
      spawned,
      started,
    };
    const [databaseUrl, temporal, sandboxUrl, startRuntime] = await allOrFirstError([
      providePostgres(servers),
      options.designOnly ? undefined : provideTemporal(servers),
      provideSandbox(servers),
      options.loadRuntime(),
    ]);
    stopping.signal.throwIfAborted();
    runtime = await startRuntime({
      databaseUrl,
      temporal,
      sandbox: { url: sandboxUrl },
      host: HOST,
      port,
      dataDir,
      embedded: true,
      alone: embeddedPostgres,
      step: steps.plain,
    }).catch((error: NodeJS.ErrnoException) => {
      // Somebody took the port since the probe.
      throw error.code === 'EADDRINUSE' ? portTaken(port, error.code) : error;
    });
    const told = runtime.url;
    lock.tell({ pid: process.pid, url: told });
    state.change((next) => {
      next.runtime = { ...self, url: told };
    });
    return runtime;
  }

  return {
    start() {
      const bringing = bringUp().catch((error: unknown) => {
        throw saysDiskFull(error) ? diskFull(options.dataDir) : error;
      });
      starting = bringing.catch(() => {});
      return bringing;
    },
    async stop() {
      stopping.abort();
      if (runtime) await Promise.race([runtime.stop(DRAIN_MS).catch(() => {}), sleep(DRAIN_MS + 1000)]);
      const released = [...alive.values()].map((each) => each.release());
      if (claimed && began) {
        const { state } = claimed;
        await stopChildren(state.now.children, ['temporal', 'sandbox', 'postgres']);
        // A start or restart that was under way ends now: what it still spawns is killed at once.
        await Promise.race([Promise.all([starting, ...released]), sleep(DRAIN_MS)]);
        await stopChildren(state.now.children, ['temporal', 'sandbox', 'postgres']);
        if (state.now.watchdog) await stopProcess(state.now.watchdog, 'SIGTERM', 1000);
        state.change((next) => {
          next.children = {};
          delete next.runtime;
          delete next.watchdog;
        });
        rmSync(socketFolderOf(claimed.privateFolder, claimed.dataDir), { recursive: true, force: true });
      }
      await claimed?.lock.release();
    },
    kill() {
      if (!claimed || !began) return;
      const { children, watchdog } = claimed.state.now;
      for (const child of [...Object.values(children), watchdog]) {
        if (child && isAlive(child)) signalGroup(child, 'SIGKILL');
      }
    },
  };
}

/** Like Promise.all, but waits for the others first: what they start must be on record before anybody stops it. */
async function allOrFirstError<T extends readonly unknown[]>(
  work: {
    [K in keyof T]: T[K] | Promise<T[K]>;
  },
): Promise<T> {
  await Promise.allSettled(work);
  return Promise.all(work) as unknown as Promise<T>;
}

function crashLoop(name: ChildName, cause: unknown): StartError {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  const short = code ? { zh: `最近的原因：${code}。`, en: `Last reason: ${code}.` } : { zh: '', en: '' };
  const why = cause instanceof StartError ? cause.words : short;
  return new StartError(
    'crash-loop',
    {
      zh: `${name} 反复退出，一分钟内重新启动五次仍未成功，Suivi 因此停止。${why.zh}`,
      en: `${name} kept ending, five restarts within a minute did not help, so Suivi stops. ${why.en}`,
    },
    { cause },
  );
}
