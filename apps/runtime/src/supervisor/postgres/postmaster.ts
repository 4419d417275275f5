import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { stopProcess } from '../child.ts';
import { identify, isAlive, type ProcessIdentity } from '../process-identity.mjs';
import { waitUntil } from '../wait-until.ts';
import { socketUrl } from './settings.ts';

const CANNOT_CONNECT_NOW = '57P03';
const RECOVERY_MS = 120_000;
const SILENCE_MS = 3000;

/**
 * The server that already runs on this cluster and answers, ready to be adopted; undefined when none does.
 * One that runs and doesn't answer is stopped; a postmaster.pid that names nobody or somebody else is removed.
 */
export async function runningPostmaster(
  cluster: string,
  previous: ProcessIdentity | undefined,
): Promise<{ identity: ProcessIdentity; socketFolder: string } | undefined> {
  const file = readPostmasterFile(cluster);
  const identity = file && identify(file.pid);
  if (file === undefined) return undefined;
  if (identity === undefined || !isPostmasterOf(cluster, identity, previous)) {
    // PostgreSQL would take a zombie or a stranger of its user for a running server. What backends still hold it sees by itself.
    rmSync(join(cluster, 'postmaster.pid'), { force: true });
    return undefined;
  }
  if (file.socketFolder && (await answers(file.socketFolder, cluster, identity, SILENCE_MS))) {
    return { identity, socketFolder: file.socketFolder };
  }
  await stopProcess(identity, 'SIGINT', 10_000);
  return undefined;
}

/**
 * Waits until the server on this socket serves this cluster: true, or false when its process ended or it stayed silent for `silenceMs`.
 * A server that says it is recovering is given two minutes.
 */
export async function answers(
  socketFolder: string,
  cluster: string,
  identity: ProcessIdentity,
  silenceMs: number,
): Promise<boolean> {
  let end = performance.now() + silenceMs;
  const answer = await waitUntil(async () => {
    if (!isAlive(identity)) return false;
    const asked = await askForFolder(socketFolder);
    if (asked.kind === 'folder') return workingFolder(asked.path, identity) === realpathSync(cluster);
    if (asked.kind === 'recovering') end = performance.now() + silenceMs;
    return performance.now() > end ? false : undefined;
  }, RECOVERY_MS);
  return answer ?? false;
}

type Asked = { kind: 'folder'; path: string } | { kind: 'recovering' } | { kind: 'silent' };

async function askForFolder(socketFolder: string): Promise<Asked> {
  const client = new pg.Client({
    connectionString: socketUrl(socketFolder, 'postgres'),
    connectionTimeoutMillis: 2000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return { kind: 'folder', path: rows[0]?.data_directory ?? '' };
  } catch (error) {
    return (error as { code?: string }).code === CANNOT_CONNECT_NOW ? { kind: 'recovering' } : { kind: 'silent' };
  } finally {
    await client.end().catch(() => {});
  }
}

/** A server started below a folder it may not pass knows its cluster only as "my working folder" (see pathFor). */
function workingFolder(reported: string, identity: ProcessIdentity): string {
  return reported === '/proc/self/cwd' ? readlinkSync(`/proc/${identity.pid}/cwd`) : realpathSync(reported);
}

/** A pid in a file may by now be anybody's: the kernel knows the process's folder, elsewhere our own record decides. */
function isPostmasterOf(cluster: string, identity: ProcessIdentity, previous: ProcessIdentity | undefined): boolean {
  if (previous && previous.pid === identity.pid) return isAlive(previous);
  if (process.platform !== 'linux') return previous === undefined;
  try {
    return readlinkSync(`/proc/${identity.pid}/cwd`) === realpathSync(cluster);
  } catch {
    return false;
  }
}

/** postmaster.pid: line 1 the pid, line 5 the first socket folder (PostgreSQL's pidfile.h). */
function readPostmasterFile(cluster: string): { pid: number; socketFolder: string | undefined } | undefined {
  const path = join(cluster, 'postmaster.pid');
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path, 'utf8').split('\n');
  const pid = Number(lines[0]);
  return Number.isInteger(pid) && pid > 0 ? { pid, socketFolder: lines[4] || undefined } : undefined;
}
