import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { ensureRoles, OWNER_ROLE } from './roles.ts';

const FOLDER = fileURLToPath(new URL('../../migrations/', import.meta.url));

/**
 * Brings a database up to date. Migrations are added, never edited: the ledger keeps each one's sha256 and refuses
 * a changed file. One transaction per migration, under a lock, so that two starts do not run the same one.
 * @returns the names of the migrations that were applied now.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new Client({ connectionString: databaseUrl });
  // A lost connection fails the query under way; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
    await ensureRoles(client, rows[0]?.name ?? 'suivi');
    await client.query(`SET ROLE ${OWNER_ROLE}`);
    await client.query('SELECT pg_advisory_lock(715202)');
    await client.query(
      'CREATE TABLE IF NOT EXISTS public.migrations (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    return await applyPending(client);
  } finally {
    await client.end();
  }
}

async function applyPending(client: Client): Promise<string[]> {
  const done = await client.query<{ name: string; sha256: string }>('SELECT name, sha256 FROM public.migrations');
  const ledger = new Map(done.rows.map((row) => [row.name, row.sha256]));
  const applied: string[] = [];
  for (const name of (await readdir(FOLDER)).filter((file) => file.endsWith('.sql')).sort()) {
    const sql = await readFile(`${FOLDER}${name}`, 'utf8');
    const sha256 = createHash('sha256').update(sql).digest('hex');
    const before = ledger.get(name);
    if (before === sha256) continue;
    if (before) throw new Error(`migration ${name} was changed after it had been applied; add a new one instead`);
    await client.query('BEGIN');
    await client.query(sql);
    await client.query('INSERT INTO public.migrations (name, sha256) VALUES ($1, $2)', [name, sha256]);
    await client.query('COMMIT');
    applied.push(name);
  }
  return applied;
}
