import { createHash, randomBytes } from 'node:crypto';
import { SuiviError } from '@suivi/schema';
import type { PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Caller, Services } from '../api/services.ts';
import { audit } from '../database/audit.ts';
import type { Queryable } from '../database/database.ts';

const FORM = /^suivi_[A-Za-z0-9_-]{43}$/;

const sha256 = (text: string) => createHash('sha256').update(text).digest();

/** Makes a key for another system. The secret is in this answer and nowhere else. */
export async function createApiKey(
  tx: PoolClient,
  caller: Caller,
  name: string,
): Promise<{ id: string; secret: string }> {
  const id = uuidv7();
  const secret = `suivi_${randomBytes(32).toString('base64url')}`;
  await tx.query(
    'INSERT INTO api_keys (id, organization_id, name, secret_hash, created_by) VALUES ($1, $2, $3, $4, $5)',
    [id, caller.organizationId, name, sha256(secret), caller.userId],
  );
  await recordKey(tx, caller, 'key.created', id);
  return { id, secret };
}

export async function listApiKeys(tx: PoolClient): ReturnType<Services['listApiKeys']> {
  const { rows } = await tx.query<{
    id: string;
    name: string;
    created_at: number;
    last_used_at: number | null;
    revoked_at: number | null;
  }>('SELECT id, name, created_at, last_used_at, revoked_at FROM api_keys ORDER BY created_at DESC, id DESC');
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    createdAt: row.created_at,
    ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at }),
    revoked: row.revoked_at !== null,
  }));
}

/** Ends a key at once; ending it twice changes nothing. @throws SuiviError NOT_FOUND */
export async function revokeApiKey(tx: PoolClient, caller: Caller, id: string): Promise<void> {
  const known = await tx.query<{ revoked: boolean }>(
    'SELECT revoked_at IS NOT NULL AS revoked FROM api_keys WHERE id = $1 FOR UPDATE',
    [id],
  );
  if (!known.rows[0]) throw new SuiviError('NOT_FOUND');
  if (known.rows[0].revoked) return;
  await tx.query('UPDATE api_keys SET revoked_at = now() WHERE id = $1', [id]);
  await recordKey(tx, caller, 'key.revoked', id);
}

/**
 * Who calls with `Authorization: Bearer suivi_…`: a key acts for its organization and may enrol, send
 * events, write patients and run trials, nothing else.
 * @throws SuiviError API_KEY_INVALID
 */
export async function keyHolder(db: Queryable, authorization: string | undefined): Promise<Caller> {
  const [, secret] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
  if (!secret || !FORM.test(secret)) throw new SuiviError('API_KEY_INVALID');
  const { rows } = await db.query<{ id: string; organization_id: string; created_by: string }>(
    'SELECT id, organization_id, created_by FROM api_key_owner($1)',
    [sha256(secret)],
  );
  const [key] = rows;
  if (!key) throw new SuiviError('API_KEY_INVALID');
  return {
    userId: key.created_by,
    name: `API key ${key.id}`,
    qualification: '',
    organizationId: key.organization_id,
    roles: [],
    permissions: new Set(['run.enrol', 'patient.edit', 'trial.run']),
  };
}

const recordKey = (tx: PoolClient, caller: Caller, action: 'key.created' | 'key.revoked', subject: string) =>
  audit(tx, { organizationId: caller.organizationId, by: caller.userId, byName: caller.name, action, subject });
