import { CLINICAL_HOLD, CLINICAL_RELEASE, type ClinicalHoldView, type EpochMs, SuiviError } from '@suivi/schema';
import type { PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Caller } from '../api/caller.ts';
import { audit } from '../database/audit.ts';
import { acceptEvent } from '../inbox/accept-event.ts';
import { patientNow } from '../tasks/patient-clock.ts';

/** The clinical hold that a patient is in, if any: the newest event about it tells. */
export async function clinicalHoldOf(tx: PoolClient, patient: string): Promise<ClinicalHoldView | undefined> {
  const { rows } = await tx.query<{ type: string; at: EpochMs; reason: string | null }>(
    `SELECT type, at, data->>'reason' AS reason FROM events
     WHERE patient_id = $1 AND type IN ($2, $3) ORDER BY seq DESC LIMIT 1`,
    [patient, CLINICAL_HOLD, CLINICAL_RELEASE],
  );
  const [last] = rows;
  if (last?.type !== CLINICAL_HOLD) return undefined;
  return { since: last.at, ...(last.reason ? { reason: last.reason } : {}) };
}

/**
 * Holds the patient in all journeys, or lets them go on. It reaches every run in the patient's order, as any event does.
 * @throws SuiviError PATIENT_UNKNOWN; HOLD_UNCHANGED when the patient is held already, or is not.
 */
export async function setClinicalHold(
  tx: PoolClient,
  caller: Caller,
  { patient, hold, reason }: { patient: string; hold: boolean; reason: string },
  now: EpochMs,
): Promise<void> {
  const { organizationId, userId, name } = caller;
  // The row lock keeps two people from holding at once.
  const known = await tx.query('SELECT FROM patients WHERE id = $1 FOR UPDATE', [patient]);
  if (!known.rowCount) throw new SuiviError('PATIENT_UNKNOWN');
  if (((await clinicalHoldOf(tx, patient)) !== undefined) === hold) throw new SuiviError('HOLD_UNCHANGED');
  await acceptEvent(tx, {
    organizationId,
    patientId: patient,
    messageId: `hold:${uuidv7()}`,
    type: hold ? CLINICAL_HOLD : CLINICAL_RELEASE,
    at: await patientNow(tx, patient, now),
    data: { reason, by: userId },
  });
  const action = hold ? 'patient.held' : 'patient.released';
  await audit(tx, { organizationId, by: userId, byName: name, action, subject: patient, detail: {} });
}
