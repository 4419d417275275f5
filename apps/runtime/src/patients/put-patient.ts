import { type EpochMs, type PatientPut, type PatientStored, SuiviError } from '@suivi/schema';
import { isZone } from '@suivi/schema/zones';
import type { PoolClient } from 'pg';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import type { Caller } from '../api/caller.ts';
import { audit } from '../database/audit.ts';
import { patientNow } from '../tasks/patient-clock.ts';
import { writeFields } from './write-fields.ts';

/**
 * Creates the patient with this external id, or merges the body into the record: what is absent stays, `null` removes.
 * The same body again changes nothing and causes no event.
 * @throws SuiviError ZONE_UNKNOWN, ADDRESS_TAKEN
 */
export async function putPatient(
  tx: PoolClient,
  caller: Caller,
  externalId: string,
  body: PatientPut,
  now: EpochMs,
): Promise<PatientStored> {
  if (body.zone && !isZone(body.zone)) throw new SuiviError('ZONE_UNKNOWN', { zone: body.zone });
  const { id, created } = await ensurePatient(tx, caller, externalId);
  const changed = [
    ...(await putZone(tx, id, body)),
    ...(await putIdentity(tx, caller, id, body)),
    ...(await putConsents(tx, caller, id, body)),
    ...(await putFields(tx, caller, id, body, now)),
  ];
  if (created || changed.length > 0) {
    const { organizationId, userId, name } = caller;
    const detail = { changed, created };
    await audit(tx, { organizationId, by: userId, byName: name, action: 'patient.edited', subject: id, detail });
  }
  return { id, created, changed };
}

async function ensurePatient(
  tx: PoolClient,
  { organizationId }: Caller,
  externalId: string,
): Promise<{ id: string; created: boolean }> {
  const made = await tx.query<{ id: string }>(
    `INSERT INTO patients (id, organization_id, external_id) VALUES ($1, $2, $3)
     ON CONFLICT (organization_id, external_id) DO NOTHING RETURNING id`,
    [uuidv7(), organizationId, externalId],
  );
  // The lock makes two calls for one patient take turns, so that each tells truly what it changed.
  const { rows } = await tx.query<{ id: string }>('SELECT id FROM patients WHERE external_id = $1 FOR UPDATE', [
    externalId,
  ]);
  const [patient] = rows;
  if (!patient) throw new SuiviError('PATIENT_UNKNOWN');
  return { id: patient.id, created: made.rowCount === 1 };
}

async function putZone(tx: PoolClient, id: string, { zone }: PatientPut): Promise<string[]> {
  if (zone === undefined) return [];
  const { rowCount } = await tx.query('UPDATE patients SET zone = $2 WHERE id = $1 AND zone IS DISTINCT FROM $2', [
    id,
    zone,
  ]);
  return rowCount ? ['zone'] : [];
}

async function putIdentity(
  tx: PoolClient,
  { organizationId }: Caller,
  id: string,
  { name, addresses = {} }: PatientPut,
): Promise<string[]> {
  if (name === undefined && Object.keys(addresses).length === 0) return [];
  const { rows } = await tx.query<{ name: string; addresses: Record<string, string> }>(
    'SELECT name, addresses FROM patient_identities WHERE patient_id = $1',
    [id],
  );
  const before = rows[0] ?? { name: '', addresses: {} };
  const given = Object.entries(addresses);
  const changed = given.filter(([kind, address]) => (before.addresses[kind] ?? null) !== address);
  const merged = Object.fromEntries(
    Object.entries({ ...before.addresses, ...addresses }).filter(([, address]) => address !== null),
  );
  await tx
    .query(
      `INSERT INTO patient_identities (patient_id, organization_id, name, addresses) VALUES ($1, $2, $3, $4)
       ON CONFLICT (patient_id) DO UPDATE SET name = excluded.name, addresses = excluded.addresses`,
      [id, organizationId, name ?? before.name, merged],
    )
    .catch((error: { constraint?: string }) => {
      if (error.constraint === 'patient_by_kf_address') throw new SuiviError('ADDRESS_TAKEN', {}, { cause: error });
      throw error;
    });
  return [
    ...(name !== undefined && name !== before.name ? ['name'] : []),
    ...changed.map(([kind]) => `addresses.${kind}`),
  ];
}

async function putConsents(
  tx: PoolClient,
  { organizationId }: Caller,
  id: string,
  { consents = {} }: PatientPut,
): Promise<string[]> {
  const changed: string[] = [];
  for (const [purpose, consent] of Object.entries(consents)) {
    const { rowCount } = await tx.query(
      `INSERT INTO consents (organization_id, patient_id, purpose, granted, evidence) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (patient_id, purpose) DO UPDATE SET granted = excluded.granted, evidence = excluded.evidence, at = now()
       WHERE (consents.granted, consents.evidence) IS DISTINCT FROM (excluded.granted, excluded.evidence)`,
      [organizationId, id, purpose, consent.granted, consent.evidence],
    );
    if (rowCount) changed.push(`consents.${purpose}`);
  }
  return changed;
}

async function putFields(
  tx: PoolClient,
  { organizationId }: Caller,
  patientId: string,
  { fields = {} }: PatientPut,
  now: EpochMs,
): Promise<string[]> {
  const at = await patientNow(tx, patientId, now);
  const changed = await writeFields(tx, {
    organizationId,
    patientId,
    changes: fields,
    at,
    messageId: () => `field:${uuidv4()}`,
  });
  return changed.map((key) => `fields.${key}`);
}
