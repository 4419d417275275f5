import { randomBytes } from 'node:crypto';
import type { TestPatient } from '@suivi/schema';
import type { PoolClient } from 'pg';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import type { Caller } from '../api/caller.ts';
import { audit } from '../database/audit.ts';
import { shownName } from './mask.ts';

/**
 * Made-up people of the organization, newest first: they live in the sandbox and never reach a real channel. Those of a
 * trial belong to it, and live by its clock.
 */
export async function listTestPatients(tx: PoolClient, caller: Caller): Promise<TestPatient[]> {
  const { rows } = await tx.query<{ id: string; externalId: string; name: string | null; chat: string | null }>(
    `SELECT p.id, p.external_id AS "externalId", i.name, i.addresses->>'wecom-kf' AS chat
     FROM patients p LEFT JOIN patient_identities i ON i.patient_id = p.id
     WHERE p.test AND NOT EXISTS (SELECT FROM trial_patients t WHERE t.patient_id = p.id)
     ORDER BY p.created_at DESC, p.id DESC LIMIT 200`,
  );
  return rows.map((row) => ({
    id: row.id,
    externalId: row.externalId,
    name: shownName(caller, row),
    ...(row.chat === null ? {} : { chat: row.chat }),
  }));
}

/** Makes a test patient with a chat in the sandbox and consent to service messages. */
export async function createTestPatient(tx: PoolClient, caller: Caller, name: string): Promise<TestPatient> {
  const { organizationId } = caller;
  const id = uuidv7();
  const externalId = `test-${randomBytes(5).toString('hex')}`;
  const chat = `wm_${uuidv4()}`;
  await tx.query('INSERT INTO patients (id, organization_id, external_id, test) VALUES ($1, $2, $3, true)', [
    id,
    organizationId,
    externalId,
  ]);
  await tx.query(
    'INSERT INTO patient_identities (patient_id, organization_id, name, addresses) VALUES ($1, $2, $3, $4)',
    [id, organizationId, name, { 'wecom-kf': chat }],
  );
  await tx.query(
    `INSERT INTO consents (organization_id, patient_id, purpose, granted, evidence)
     VALUES ($1, $2, 'service', true, 'test patient')`,
    [organizationId, id],
  );
  await audit(tx, {
    organizationId,
    by: caller.userId,
    byName: caller.name,
    action: 'patient.test-created',
    subject: id,
  });
  return { id, externalId, name, chat };
}
