import type { KeyRing } from '@suivi/runtime/src/codec/key-ring.ts';
import type { Database } from '@suivi/runtime/src/database/database.ts';
import { STARTABLE, type StartableRun } from '@suivi/runtime/src/inbox/run-input.ts';
import { saveAccount } from '@suivi/runtime/src/outbox/channel-accounts.ts';
import { type Published, testPatient } from '@suivi/runtime/test/published.ts';
import { v7 as uuidv7 } from 'uuid';

/** A channel for the messages of an organization. Nobody answers behind it: what is measured ends at the outbox. */
export async function addAccount(db: Database, keys: KeyRing, { organization }: Published): Promise<void> {
  const kf = { baseUrl: 'http://127.0.0.1:9', corpId: 'c', secret: 's', openKfId: 'k' };
  const callback = { token: 't', encodingAesKey: 'A'.repeat(43), receiveId: 'c' };
  await saveAccount(db.worker, keys, {
    id: uuidv7(),
    organizationId: organization,
    sandbox: true,
    settings: { kf, callback },
  });
}

/** Patients with an enrolment row each, as the router leaves them before the start. */
export async function enrolments(db: Database, published: Published, count: number): Promise<StartableRun[]> {
  const made: StartableRun[] = [];
  for (let n = 0; n < count; n++) {
    const { id: patient } = await testPatient(db, published.organization);
    const [run, event] = [uuidv7(), uuidv7()];
    await db.worker.query(
      `INSERT INTO events (id, organization_id, patient_id, seq, message_id, fingerprint, type, at, data, routed_at)
       VALUES ($1, $2, $3, 1, $4, '', 'order.paid', now(), '{}', now())`,
      [event, published.organization, patient, event],
    );
    await db.worker.query(
      `INSERT INTO runs (id, organization_id, journey_id, version_id, plan_hash, patient_id, test, entry_key_hash, event_id, event_seq, entered_at)
       SELECT $1, $2, $3, id, plan_hash, $4, true, '', $5, 1, now() FROM journey_versions WHERE id = $6`,
      [run, published.organization, published.journey, patient, event, published.version],
    );
    const { rows } = await db.worker.query<StartableRun>(`${STARTABLE} WHERE r.id = $1`, [run]);
    made.push(...rows);
  }
  return made;
}

/** What a workflow written by hand does to send: the same row that our activity inserts, without its gates. */
export async function writeOutbox(db: Database, run: string, node: string): Promise<void> {
  await db.worker.query(
    `INSERT INTO outbox (key, organization_id, run_id, version_id, patient_id, node_id, visit, channel_account_id, content_hash, class, state, at)
     SELECT $2, r.organization_id, r.id, r.version_id, r.patient_id, v.node_id, 1, a.id, v.content_hash, 'service', 'queued', now()
     FROM runs r JOIN version_contents v ON v.version_id = r.version_id JOIN channel_accounts a ON a.organization_id = r.organization_id
     WHERE r.id = $1 AND v.node_id = $3`,
    [run, `by-hand/${run}/${node}`, node],
  );
}
