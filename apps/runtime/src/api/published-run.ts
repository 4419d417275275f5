import type { Journey, Role, TestPatient, VersionView } from '@suivi/schema';
import { v7 as uuidv7 } from 'uuid';
import { type Database, inOrganization } from '../database/database.ts';
import { acceptEvent } from '../inbox/accept-event.ts';
import { createJourney } from '../journeys/journey.ts';
import type { ApiStage } from './api-stage.ts';
import type { Caller } from './caller.ts';

export type People = Record<Role, Caller>;

/** For tests: a journey with this document, drawn by the operator and not yet approved. */
export const drawn = ({ db }: Pick<ApiStage, 'db'>, { operator }: People, document: Journey): Promise<string> =>
  inOrganization(db, operator.organizationId, async (tx) => {
    const { id } = await createJourney(tx, operator, { document, example: false });
    return id;
  });

/** For tests: the reviewer signs every text of a journey. */
export async function approveAll(stage: ApiStage, { reviewer }: People, journey: string): Promise<void> {
  const api = stage.as(reviewer);
  const { needs } = await api.journeys.get({ journey });
  for (const { node, contentHash, contextHash } of needs) {
    await api.review.approve({ journey, node, contentHash, contextHash });
  }
}

/** For tests: the same, published. */
export async function published(
  stage: ApiStage,
  people: People,
  document: Journey,
): Promise<{ journey: string; version: VersionView }> {
  const journey = await drawn(stage, people, document);
  await approveAll(stage, people, journey);
  const api = stage.as(people.operator);
  const { revision } = await api.journeys.get({ journey });
  return { journey, version: await api.publishing.publish({ journey, revision, note: '' }) };
}

/** For tests: a run of a patient as the worker would have made it, at the given node. */
export async function runOf(
  db: Database,
  { operator }: People,
  { journey, version }: { journey: string; version: VersionView },
  patient: TestPatient,
  node: string,
): Promise<string> {
  const { organizationId } = operator;
  const run = uuidv7();
  let event = '';
  await inOrganization(db, organizationId, async (tx) => {
    const at = Date.parse('2026-03-01T09:00:00+08:00');
    const from = {
      organizationId,
      patientId: patient.id,
      messageId: uuidv7(),
      type: 'dispense.recorded',
      at,
      data: {},
    };
    ({ event } = await acceptEvent(tx, from));
  });
  await db.worker.query(
    `INSERT INTO runs (id, organization_id, journey_id, version_id, plan_hash, patient_id, test, entry_key_hash,
                       event_id, event_seq, entered_at, state, node_id)
     VALUES ($1, $2, $3, $4, $5, $6, true, $7::text, $7::uuid, 1, now(), 'waiting', $8)`,
    [run, organizationId, journey, version.id, version.planHash, patient.id, event, node],
  );
  return run;
}
