import type { EpochMs } from '@suivi/schema';
import type { Queryable } from '../database/database.ts';

/**
 * Starts the clock of a patient in a trial, if they are in one and it does not run yet: their first enrolment is their
 * origin. The trial itself begins with the first enrolment of any of its patients; from then on its clock runs for all.
 */
export async function beginTrial(db: Queryable, patient: string, origin: EpochMs): Promise<void> {
  const { rows } = await db.query<{ trial_id: string }>(
    'UPDATE trial_patients SET origin = to_timestamp($2 / 1000.0) WHERE patient_id = $1 AND origin IS NULL RETURNING trial_id',
    [patient, origin],
  );
  const [begun] = rows;
  if (begun) {
    // Whole milliseconds: a run computes with what it is told, and must be told the same every time.
    await db.query(
      "UPDATE trials SET started_at = date_trunc('milliseconds', clock_timestamp()) WHERE id = $1 AND started_at IS NULL",
      [begun.trial_id],
    );
  }
}
