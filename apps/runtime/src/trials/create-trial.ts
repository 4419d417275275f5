import { type NewTrial, SuiviError, type TrialView } from '@suivi/schema';
import { isZone } from '@suivi/schema/zones';
import type { PoolClient } from 'pg';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import type { Caller } from '../api/caller.ts';
import { audit } from '../database/audit.ts';

/** What the patients of a trial have agreed to: whatever a journey may send, for there is nobody who could mind. */
const PURPOSES = ['service', 'education', 'promotion'];

/**
 * Makes a trial with test patients of its own. Its clock stands still until the first of them is enrolled.
 * @throws SuiviError ZONE_UNKNOWN; TRIAL_NEEDS_SANDBOX where any channel is a real one, JOURNEY_UNKNOWN
 */
export async function createTrial(tx: PoolClient, caller: Caller, input: NewTrial): Promise<TrialView> {
  const { organizationId, userId, name } = caller;
  const strange = input.patients.find(({ zone }) => zone !== undefined && !isZone(zone))?.zone;
  if (strange !== undefined) throw new SuiviError('ZONE_UNKNOWN', { zone: strange });
  await refuseRealChannels(tx);
  await refuseUnknownJourneys(tx, input.inclusive);
  const id = uuidv7();
  await tx.query(
    `INSERT INTO trials (id, organization_id, label, scale, days, inclusive_journeys, created_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, organizationId, input.label, input.scale, input.days, input.inclusive, userId],
  );
  const patients = input.patients.map((patient) => ({
    ...patient,
    id: uuidv7(),
    externalId: `trial-${id}-${patient.label}`,
    chat: `wm_${uuidv4()}`,
  }));
  const column = (pick: (patient: (typeof patients)[number]) => unknown): unknown[] => patients.map(pick);
  await tx.query(
    `WITH given AS (
       SELECT * FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::text[]) AS g (id, external_id, label, zone, fields, chat)
     ), made AS (
       INSERT INTO patients (id, organization_id, external_id, test, zone, fields)
       SELECT id, $1, external_id, true, zone, fields FROM given RETURNING id
     ), named AS (
       INSERT INTO patient_identities (patient_id, organization_id, name, addresses)
       SELECT g.id, $1, g.label, jsonb_build_object('wecom-kf', g.chat) FROM given g JOIN made USING (id)
     ), agreed AS (
       INSERT INTO consents (organization_id, patient_id, purpose, granted, evidence)
       SELECT $1, made.id, purpose, true, 'trial' FROM made, unnest($9::text[]) AS purpose
     )
     INSERT INTO trial_patients (organization_id, trial_id, patient_id, label)
     SELECT $1, $2, g.id, g.label FROM given g JOIN made USING (id)`,
    [
      organizationId,
      id,
      column((patient) => patient.id),
      column(({ externalId }) => externalId),
      column(({ label }) => label),
      column(({ zone }) => zone ?? null),
      column(({ fields }) => JSON.stringify(fields)),
      column(({ chat }) => chat),
      PURPOSES,
    ],
  );
  const detail = { scale: input.scale, days: input.days, patients: patients.length };
  await audit(tx, { organizationId, by: userId, byName: name, action: 'trial.created', subject: id, detail });
  return { id, patients: patients.map(({ label, id, externalId, chat }) => ({ label, id, externalId, chat })) };
}

async function refuseRealChannels(tx: PoolClient): Promise<void> {
  const { rowCount } = await tx.query('SELECT 1 FROM channel_accounts WHERE NOT sandbox LIMIT 1');
  if (rowCount) throw new SuiviError('TRIAL_NEEDS_SANDBOX');
}

async function refuseUnknownJourneys(tx: PoolClient, journeys: readonly string[]): Promise<void> {
  const { rowCount } = await tx.query('SELECT 1 FROM journeys WHERE id = ANY($1)', [journeys]);
  if (rowCount !== new Set(journeys).size) throw new SuiviError('JOURNEY_UNKNOWN');
}
