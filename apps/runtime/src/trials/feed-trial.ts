import { type Millis, SuiviError } from '@suivi/schema';
import type { PoolClient } from 'pg';

/**
 * Moves a trial's watermark on: every row up to here is committed, for all of its patients. It never goes back; saying the
 * same again changes nothing.
 * @param fedUntil on the wall clock, since each patient's origin.
 * @throws SuiviError TRIAL_UNKNOWN
 */
export async function feedTrial(tx: PoolClient, trial: string, fedUntil: Millis): Promise<{ fedUntil: Millis }> {
  const { rows } = await tx.query<{ fed_until: number }>(
    'UPDATE trials SET fed_until = greatest(fed_until, $2) WHERE id = $1 RETURNING fed_until',
    [trial, fedUntil],
  );
  const [row] = rows;
  if (!row) throw new SuiviError('TRIAL_UNKNOWN');
  return { fedUntil: row.fed_until };
}
