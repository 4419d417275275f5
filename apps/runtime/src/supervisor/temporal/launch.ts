import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { adoptChild, type Child, notReady, plainEnvironment, startChild, stopProcess } from '../child.ts';
import { inside } from '../data-folder.ts';
import { freePort } from '../ports.ts';
import type { ChildState } from '../state-file.ts';
import { clusterIdOf } from './server.ts';

const READY_MS = 30_000;
const ADOPT_MS = 5000;
export const TEMPORAL_STOP_MS = 3000;

export interface TemporalOptions {
  /** Real path of the data folder; the server's SQLite file lies in its `temporal` folder. */
  dataDir: string;
  /** Path of the temporal program; asked for only when there is nothing to adopt. */
  program(): Promise<string>;
  /** What state.json remembers of the last server. */
  previous?: ChildState | undefined;
  /** The port of the last start; another is chosen when it is taken. */
  port?: number | undefined;
  spawned?(state: ChildState): void;
}

export interface RunningTemporal {
  child: Child;
  port: number;
  /** host:port for a client. */
  address: string;
  clusterId: string;
}

/** Adopts the development server that our last run has left on the data folder, or starts one on it. */
export async function launchTemporal(options: TemporalOptions): Promise<RunningTemporal> {
  const adopted = options.previous && (await adopt(options.previous));
  if (adopted) return adopted;
  const program = await options.program();
  const { temporal, logs } = inside(options.dataDir);
  for (const folder of [temporal, logs]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const port = await freePort(options.port);
  const logFile = join(logs, 'temporal.log');
  const child = await startChild({
    program,
    args: serverArguments(port, join(temporal, 'temporal.sqlite')),
    cwd: temporal,
    env: plainEnvironment(),
    logFile,
  });
  options.spawned?.({ ...child.identity, port });
  const clusterId = await clusterIdOf(child.identity, port, READY_MS);
  if (clusterId === undefined) {
    await child.stop('SIGTERM', TEMPORAL_STOP_MS);
    throw notReady('Temporal', logFile);
  }
  options.spawned?.({ ...child.identity, port, clusterId });
  return { child, port, address: `127.0.0.1:${port}`, clusterId };
}

/** Two servers can open one file, so whatever of ours still runs is either adopted or ended before the next start. */
async function adopt(previous: ChildState): Promise<RunningTemporal | undefined> {
  const { port } = previous;
  if (port !== undefined) {
    const clusterId = await clusterIdOf(previous, port, ADOPT_MS);
    if (clusterId !== undefined && (previous.clusterId ?? clusterId) === clusterId) {
      return { child: adoptChild(previous), port, address: `127.0.0.1:${port}`, clusterId };
    }
  }
  await stopProcess(previous, 'SIGTERM', TEMPORAL_STOP_MS);
  return undefined;
}

/** Without the pragmas the server is four times slower; WAL with synchronous=1 lost nothing in kill -9 trials. */
function serverArguments(port: number, file: string): string[] {
  const pragmas = ['journal_mode=wal', 'synchronous=1'].flatMap((pragma) => ['--sqlite-pragma', pragma]);
  const where = ['--headless', '--ip', '127.0.0.1', '--port', String(port), '--db-filename', file];
  return ['server', 'start-dev', ...where, ...pragmas, '--log-level', 'error'];
}
