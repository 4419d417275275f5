import type { PoolClient } from 'pg';
import type { AuditEntry } from '../api/services.ts';

const PAGE = 100;

/** One page of the organization's audit log, newest first; `before` is the smallest `seq` of the page before. */
export async function listAudit(tx: PoolClient, before?: number): Promise<AuditEntry[]> {
  const { rows } = await tx.query<AuditEntry>(
    `SELECT seq, at, by_name AS by, action, subject, detail FROM audit_log
     WHERE $1::bigint IS NULL OR seq < $1 ORDER BY seq DESC LIMIT ${PAGE}`,
    [before ?? null],
  );
  return rows;
}
