import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { launchPostgres } from './postgres/launch.ts';
import { privateFolder } from './private-folder.ts';
import { findTemporal } from './temporal/find.ts';
import { launchTemporal, TEMPORAL_STOP_MS } from './temporal/launch.ts';

/** A real server for a suite of integration tests; the suite ends it, nothing else does. */
export interface TestServer {
  pid: number;
  stop(): Promise<void>;
}

/** PostgreSQL on `dataDir`/postgres (created when missing), without flushing to disk. `url` names its database `suivi`. */
export async function startPostgres(options: { dataDir: string }): Promise<TestServer & { url: string }> {
  const dataDir = realFolder(options.dataDir);
  const running = await launchPostgres({ dataDir, privateFolder: privateFolder(), durable: false });
  return {
    url: running.databaseUrl,
    pid: running.child.identity.pid,
    async stop() {
      await running.child.stop('SIGINT', 10_000);
      rmSync(running.socketFolder, { recursive: true, force: true });
    },
  };
}

/** Temporal on `dataDir`/temporal on a free port; the program is found as `npm start` finds it. Namespace: `default`. */
export async function startTemporal(options: { dataDir: string }): Promise<TestServer & { address: string }> {
  const dataDir = realFolder(options.dataDir);
  const program = async () => (await findTemporal(process.env, () => {})).path;
  const running = await launchTemporal({ dataDir, program });
  return {
    address: running.address,
    pid: running.child.identity.pid,
    stop: () => running.child.stop('SIGTERM', TEMPORAL_STOP_MS),
  };
}

/** Root's folder must let PostgreSQL's unprivileged user pass through. */
function realFolder(path: string): string {
  mkdirSync(path, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  return realpathSync(path);
}
