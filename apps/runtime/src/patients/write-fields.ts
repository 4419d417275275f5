import { canonicalJson, type EpochMs, FIELD_CHANGED, type FieldChanges, SuiviError } from '@suivi/schema';
import type { PoolClient } from 'pg';
import { acceptEvent } from '../inbox/accept-event.ts';

export interface FieldsWritten {
  organizationId: string;
  patientId: string;
  changes: FieldChanges;
  /** Instant on the patient's clock. */
  at: EpochMs;
  /** Names the change of one field, so that a repeated one is the same. */
  messageId(key: string): string;
}

/**
 * Writes fields of a patient and puts one event per field that really changed into the inbox; `null` removes a field.
 * @returns the changed keys. @throws SuiviError PATIENT_UNKNOWN
 */
export async function writeFields(tx: PoolClient, write: FieldsWritten): Promise<string[]> {
  const { organizationId, patientId, at } = write;
  const { rows } = await tx.query<{ fields: Record<string, unknown> }>(
    'SELECT fields FROM patients WHERE id = $1 AND organization_id = $2 FOR UPDATE',
    [patientId, organizationId],
  );
  const [patient] = rows;
  if (!patient) throw new SuiviError('PATIENT_UNKNOWN');
  const changed = Object.entries(write.changes).filter(([key, value]) => !same(patient.fields[key], value));
  if (changed.length === 0) return [];
  const fields = { ...patient.fields, ...Object.fromEntries(changed) };
  const kept = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
  await tx.query('UPDATE patients SET fields = $2 WHERE id = $1', [patientId, kept]);
  for (const [key] of changed) {
    const messageId = write.messageId(key);
    await acceptEvent(tx, { organizationId, patientId, messageId, type: FIELD_CHANGED, at, data: { key } });
  }
  return changed.map(([key]) => key);
}

const same = (old: unknown, value: unknown): boolean => canonicalJson(old ?? null) === canonicalJson(value ?? null);
