import type { PoolClient } from 'pg';
import type { Trail } from '../workflows/contract.ts';
import { recordTrail } from './record-trail.ts';

/** Trace rows ride along with an activity, but a trace failure never fails a step: they are rolled back alone. */
export async function recordSafely(tx: PoolClient, trail: Trail, report: (code: string) => void): Promise<void> {
  await tx.query('SAVEPOINT trail');
  try {
    await recordTrail(tx, trail);
    await tx.query('RELEASE SAVEPOINT trail');
  } catch {
    await tx.query('ROLLBACK TO SAVEPOINT trail');
    report('TRACE_NOT_WRITTEN');
  }
}
