import { contentHash, type EpochMs, SuiviError } from '@suivi/schema';
import type { PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { CHANNEL } from '../database/notifications.ts';

export interface IncomingEvent {
  organizationId: string;
  patientId: string;
  /** The sender's id of the event: the same id is the same event, however often it comes. */
  messageId: string;
  type: string;
  at: EpochMs;
  data: Record<string, unknown>;
}

/**
 * Puts an event into the inbox: from here on it cannot be lost. The patient's row lock makes `seq` rise in commit
 * order, which is the order in which every run of this patient will see its events.
 * @throws SuiviError PATIENT_UNKNOWN; MESSAGE_ID_REUSED when the id was used for an event with other content.
 */
export async function acceptEvent(
  tx: PoolClient,
  event: IncomingEvent,
): Promise<{ event: string; duplicate: boolean }> {
  const fingerprint = fingerprintOf(event);
  // The lock comes first: two senders with the same messageId queue here, and the second one finds the row.
  const patient = await tx.query<{ seq: number }>(
    'SELECT last_event_seq + 1 AS seq FROM patients WHERE id = $1 AND organization_id = $2 FOR UPDATE',
    [event.patientId, event.organizationId],
  );
  const seq = patient.rows[0]?.seq;
  if (seq === undefined) throw new SuiviError('PATIENT_UNKNOWN');
  const id = uuidv7();
  const inserted = await tx.query(
    `INSERT INTO events (id, organization_id, patient_id, seq, message_id, fingerprint, type, at, data)
     VALUES ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8 / 1000.0), $9)
     ON CONFLICT (organization_id, message_id) DO NOTHING`,
    [id, event.organizationId, event.patientId, seq, event.messageId, fingerprint, event.type, event.at, event.data],
  );
  if (inserted.rowCount === 0) return { event: await sameEvent(tx, event, fingerprint), duplicate: true };
  await tx.query('UPDATE patients SET last_event_seq = $2 WHERE id = $1', [event.patientId, seq]);
  await tx.query('SELECT pg_notify($1, $2)', [CHANNEL.inbox, event.patientId]);
  return { event: id, duplicate: false };
}

/** Tells a repeated event from another one under the same id, whichever way it came in. */
export const fingerprintOf = ({ type, patientId, data }: Pick<IncomingEvent, 'type' | 'patientId' | 'data'>): string =>
  contentHash([type, patientId, data]);

async function sameEvent(tx: PoolClient, event: IncomingEvent, fingerprint: string): Promise<string> {
  const { rows } = await tx.query<{ id: string; fingerprint: string }>(
    'SELECT id, fingerprint FROM events WHERE organization_id = $1 AND message_id = $2',
    [event.organizationId, event.messageId],
  );
  const [known] = rows;
  if (!known || known.fingerprint !== fingerprint) throw new SuiviError('MESSAGE_ID_REUSED');
  return known.id;
}
