import { SuiviError } from '@suivi/schema';
import type { PoolClient } from 'pg';

export interface Patient {
  id: string;
  test: boolean;
}

/** By the id in the sending system. @throws SuiviError PATIENT_UNKNOWN */
export async function patientByExternalId(tx: PoolClient, externalId: string): Promise<Patient> {
  const { rows } = await tx.query<Patient>('SELECT id, test FROM patients WHERE external_id = $1', [externalId]);
  const [patient] = rows;
  if (!patient) throw new SuiviError('PATIENT_UNKNOWN');
  return patient;
}

/** By the id in the sending system or, from our own pages, by our id. @throws SuiviError PATIENT_UNKNOWN */
export async function patientByAnyId(tx: PoolClient, id: string): Promise<Patient> {
  const { rows } = await tx.query<Patient>(
    'SELECT id, test FROM patients WHERE external_id = $1 OR id::text = $1 ORDER BY external_id = $1 DESC LIMIT 1',
    [id],
  );
  const [patient] = rows;
  if (!patient) throw new SuiviError('PATIENT_UNKNOWN');
  return patient;
}
