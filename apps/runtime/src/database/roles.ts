import type { Client } from 'pg';

export const OWNER_ROLE = 'suivi_owner';
export const APP_ROLE = 'suivi_app';
export const WORKER_ROLE = 'suivi_worker';

/**
 * Makes the three roles, which belong to the cluster and not to one database, so they are not a migration.
 * The login of DATABASE_URL needs CREATEROLE, or the roles made by hand beforehand.
 */
export async function ensureRoles(client: Client, database: string): Promise<void> {
  // Two runtimes may start at once on one cluster: CREATE ROLE has no IF NOT EXISTS.
  await client.query('SELECT pg_advisory_lock(715201)');
  try {
    for (const role of [OWNER_ROLE, APP_ROLE, WORKER_ROLE]) {
      const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
      if (!rowCount) await client.query(`CREATE ROLE ${role} NOLOGIN`);
      const member = await client.query<{ member: boolean }>("SELECT pg_has_role($1, 'MEMBER') AS member", [role]);
      if (!member.rows[0]?.member) await client.query(`GRANT ${role} TO CURRENT_USER`);
    }
    await client.query(`GRANT CREATE ON DATABASE ${client.escapeIdentifier(database)} TO ${OWNER_ROLE}`);
    await client.query(`GRANT CREATE, USAGE ON SCHEMA public TO ${OWNER_ROLE}`);
  } finally {
    await client.query('SELECT pg_advisory_unlock(715201)');
  }
}
