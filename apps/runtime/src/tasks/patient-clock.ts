import type { EpochMs } from '@suivi/schema';
import type { Queryable } from '../database/database.ts';

/**
 * Now on a patient's clock, in SQL: real time, or the time of the trial that the patient is in. Needs {@link joinClock}. A
 * trial that has not started stands at the patient's origin.
 */
export const clockNow = (real: string): string =>
  `CASE WHEN clock.origin IS NULL THEN ${real} WHEN clock.began IS NULL THEN clock.origin
        ELSE clock.origin + (${real} - clock.began) / clock.scale END`;

/** Joins the trial clock of a patient, where there is one. */
export const joinClock = (patientId: string): string =>
  `LEFT JOIN LATERAL (SELECT member.origin, trial.started_at AS began, trial.scale FROM trial_patients member JOIN trials trial ON trial.id = member.trial_id
     WHERE member.patient_id = ${patientId}) clock ON true`;

/** What a patient's clock shows at this real instant, in whole milliseconds. */
export async function patientNow(tx: Queryable, patientId: string, real: EpochMs): Promise<EpochMs> {
  const { rows } = await tx.query<{ now: number }>(
    `SELECT ${clockNow('$2::timestamptz')} AS now FROM (SELECT) one ${joinClock('$1::uuid')}`,
    [patientId, new Date(real)],
  );
  return Math.floor(rows[0]?.now ?? real);
}
