import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../src/database/migrate.ts';
import { startPostgres, startTemporal } from '../src/supervisor/test-servers.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A database of the suite's server; make your own from `template` (test/scratch-database.ts). */
    databaseUrl: string;
    temporalAddress: string;
  }
}

export const TEMPLATE = 'suivi_template';

/** One PostgreSQL and one Temporal for the whole suite; each file takes a database and a namespace of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'suivi-test-'));
  const [postgres, temporal] = await Promise.all([startPostgres({ dataDir }), startTemporal({ dataDir })]);
  const stop = async () => {
    await Promise.all([postgres.stop(), temporal.stop()]);
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await makeTemplate(postgres.url);
  } catch (error) {
    // Vitest calls no teardown after a failed setup, and both servers would outlive us.
    await stop();
    throw error;
  }
  project.provide('databaseUrl', postgres.url);
  project.provide('temporalAddress', temporal.address);
  return stop;
}

async function makeTemplate(url: string): Promise<void> {
  const admin = new Client({ connectionString: url });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${TEMPLATE}`);
  await admin.end();
  await migrate(databaseNamed(url, TEMPLATE));
}

/** The URL of another database on the same server. The host is a socket folder, which `URL` does not read. */
export function databaseNamed(url: string, name: string): string {
  return url.replace(/\/[^/?]*(\?|$)/, `/${name}$1`);
}
