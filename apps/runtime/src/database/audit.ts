import { createHash } from 'node:crypto';
import { canonicalJson } from '@suivi/schema';
import type { PoolClient } from 'pg';

export type AuditAction =
  | 'journey.created'
  | 'review.submitted'
  | 'review.withdrawn'
  | 'text.approved'
  | 'thread.opened'
  | 'thread.answered'
  | 'thread.resolved'
  | 'thread.reopened'
  | 'journey.published'
  | 'publish.refused'
  | 'run.enrolled'
  | 'run.commanded'
  | 'trial.created'
  | 'event.tested'
  | 'patient.test-created'
  | 'task.closed'
  | 'message.confirmed'
  | 'message.declined'
  | 'patient.edited'
  | 'patient.held'
  | 'patient.released'
  | 'staff.group-saved'
  | 'staff.members-set'
  | 'key.created'
  | 'key.revoked'
  | 'session.signed-in';

export interface AuditRecord {
  organizationId: string;
  by?: string;
  byName: string;
  action: AuditAction;
  /** Opaque id of what was acted on. */
  subject: string;
  detail?: Record<string, unknown>;
}

/** Appends to the organization's hash chain, in the transaction of what it records. */
export async function audit(tx: PoolClient, record: AuditRecord): Promise<void> {
  // One writer at a time per organization, or two rows would follow the same predecessor.
  await tx.query('SELECT pg_advisory_xact_lock(715203, hashtext($1))', [record.organizationId]);
  const { rows } = await tx.query<{ seq: number; hash: string }>(
    'SELECT seq, hash FROM audit_log WHERE organization_id = $1 ORDER BY seq DESC LIMIT 1',
    [record.organizationId],
  );
  const seq = (rows[0]?.seq ?? 0) + 1;
  const at = Date.now();
  const hash = auditHash(rows[0]?.hash ?? '', { ...record, detail: record.detail ?? {}, seq, at });
  await tx.query(
    `INSERT INTO audit_log (organization_id, seq, at, by, by_name, action, subject, detail, hash)
     VALUES ($1, $2, to_timestamp($3 / 1000.0), $4, $5, $6, $7, $8, $9)`,
    [
      record.organizationId,
      seq,
      at,
      record.by ?? null,
      record.byName,
      record.action,
      record.subject,
      record.detail ?? {},
      hash,
    ],
  );
}

/** The link of the chain: sha256 over the previous link and the row. */
export function auditHash(previous: string, row: AuditRecord & { seq: number; at: number }): string {
  return createHash('sha256').update(previous).update(canonicalJson(row)).digest('hex');
}
