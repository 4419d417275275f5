import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { adoptChild, type Child, notReady, plainEnvironment, startChild } from '../child.ts';
import { inside } from '../data-folder.ts';
import { ensurePrivate, folderKey } from '../private-folder.ts';
import type { ProcessIdentity } from '../process-identity.mjs';
import { findPostgres } from './binaries.ts';
import { ensureCluster, pathFor } from './cluster.ts';
import { answers, runningPostmaster } from './postmaster.ts';
import { serverArguments, socketUrl } from './settings.ts';
import { databaseUser, type SystemUser } from './unprivileged.ts';

export const DATABASE = 'suivi';

/** Backends of a killed server hold its shared memory for a moment; the next server then refuses to start. */
const TRIES = 4;

export interface PostgresOptions {
  /** Real path of the data folder; the cluster lies in its `postgres` folder. */
  dataDir: string;
  /** Short folder of our own for the socket (see privateFolder). */
  privateFolder: string;
  /** Where the last server's socket lay: a restart must keep the address. Chosen when not given. */
  socketFolder?: string | undefined;
  /** What state.json remembers of the last server. */
  previous?: ProcessIdentity | undefined;
  /** False only for tests: no flushing to disk. */
  durable: boolean;
  /** Called as soon as the process exists, before it is ready. */
  spawned?(identity: ProcessIdentity): void;
}

export interface RunningPostgres {
  child: Child;
  /** Address of the database `suivi` for `pg`, as superuser over the private socket. */
  databaseUrl: string;
  socketFolder: string;
}

/** Adopts the server that runs on the data folder, or starts one (creating the cluster), and creates the database `suivi`. */
export async function launchPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const cluster = inside(options.dataDir).postgres;
  const running = await runningPostmaster(cluster, options.previous);
  if (running) {
    options.spawned?.(running.identity);
    return ready(adoptChild(running.identity), running.socketFolder);
  }
  const user = databaseUser(cluster);
  const binaries = findPostgres(user);
  await ensureCluster(cluster, binaries, user, options.durable);
  const socketFolder = options.socketFolder ?? makeSocketFolder(options, user);
  const logs = inside(options.dataDir).logs;
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  const logFile = join(logs, 'postgres.log');
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const child = await startChild({
      program: binaries.postgres,
      args: ['-D', pathFor(cluster, user), ...serverArguments(socketFolder, options.durable)],
      cwd: cluster,
      env: plainEnvironment(),
      logFile,
      user,
    });
    options.spawned?.(child.identity);
    if (await answers(socketFolder, cluster, child.identity, 30_000)) return ready(child, socketFolder);
    await child.stop('SIGINT', 5000);
    await sleep(200 * attempt);
  }
  throw notReady('PostgreSQL', logFile);
}

/** Where the socket of a data folder's server lies. */
export function socketFolderOf(privateFolder: string, realDataDir: string): string {
  return join(privateFolder, `pg-${folderKey(realDataDir)}`);
}

function makeSocketFolder(options: PostgresOptions, user: SystemUser | undefined): string {
  const folder = socketFolderOf(options.privateFolder, options.dataDir);
  return ensurePrivate(folder, { ...(user ?? { uid: process.getuid?.() ?? 0 }), mode: 0o700 });
}

async function ready(child: Child, socketFolder: string): Promise<RunningPostgres> {
  const client = new pg.Client({ connectionString: socketUrl(socketFolder, 'postgres') });
  // A server that is killed right now fails the query below; without a listener it would end us.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
  return { child, databaseUrl: socketUrl(socketFolder, DATABASE), socketFolder };
}
