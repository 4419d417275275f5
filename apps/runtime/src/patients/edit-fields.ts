import type { EpochMs, FieldChanges } from '@suivi/schema';
import type { PoolClient } from 'pg';
import { v4 as uuidv4 } from 'uuid';
import type { Caller } from '../api/caller.ts';
import { audit } from '../database/audit.ts';
import { patientNow } from '../tasks/patient-clock.ts';
import { writeFields } from './write-fields.ts';

/** A person writes fields of a patient on the patient's page. The log keeps which fields, never their values. */
export async function editFields(
  tx: PoolClient,
  caller: Caller,
  input: { patient: string; fields: FieldChanges },
  now: EpochMs,
): Promise<{ changed: string[] }> {
  const { organizationId, userId, name } = caller;
  const changed = await writeFields(tx, {
    organizationId,
    patientId: input.patient,
    changes: input.fields,
    at: await patientNow(tx, input.patient, now),
    messageId: () => `field:${uuidv4()}`,
  });
  if (changed.length > 0) {
    const subject = input.patient;
    const detail = { changed: changed.map((key) => `fields.${key}`) };
    await audit(tx, { organizationId, by: userId, byName: name, action: 'patient.edited', subject, detail });
  }
  return { changed };
}
