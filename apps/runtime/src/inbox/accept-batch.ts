import type { ErrorCode } from '@suivi/schema';
import type { PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { CHANNEL } from '../database/notifications.ts';
import { fingerprintOf } from './accept-event.ts';

/** An event whose patient is known by the id in the sending system. */
export interface BatchEvent {
  messageId: string;
  externalId: string;
  type: string;
  at: number;
  data: Record<string, unknown>;
}

export type BatchResult = { event: string; duplicate: boolean } | { code: ErrorCode };

interface Row {
  id: string;
  patient: string;
  seq: number;
  fingerprint: string;
  event: BatchEvent;
}

/**
 * Puts many events into the inbox at once, as `acceptEvent` does one: same locks, same order, same meaning of a repeated
 * messageId. One refused event does not touch the others.
 * @returns one result per event, in their order.
 */
export async function acceptBatch(
  tx: PoolClient,
  organizationId: string,
  events: readonly BatchEvent[],
): Promise<BatchResult[]> {
  const patients = await lockPatients(tx, events);
  const known = await knownEvents(
    tx,
    events.map(({ messageId }) => messageId),
  );
  const rows: Row[] = [];
  const results = events.map((event): BatchResult => {
    const patient = patients.get(event.externalId);
    if (!patient) return { code: 'PATIENT_UNKNOWN' };
    const fingerprint = fingerprintOf({ ...event, patientId: patient.id });
    const before = known.get(event.messageId);
    if (before) return repeated(before, fingerprint);
    patient.seq += 1;
    const row = { id: uuidv7(), patient: patient.id, seq: patient.seq, fingerprint, event };
    rows.push(row);
    known.set(event.messageId, row);
    return { event: row.id, duplicate: false };
  });
  const lost = await insert(tx, organizationId, rows);
  await announce(tx, rows);
  return lost.size === 0 ? results : settleLost(tx, rows, results, lost);
}

const repeated = (before: { id: string; fingerprint: string }, fingerprint: string): BatchResult =>
  before.fingerprint === fingerprint ? { event: before.id, duplicate: true } : { code: 'MESSAGE_ID_REUSED' };

/** In the order of their ids, so that two batches never wait for each other in a circle. */
async function lockPatients(
  tx: PoolClient,
  events: readonly BatchEvent[],
): Promise<Map<string, { id: string; seq: number }>> {
  const { rows } = await tx.query<{ id: string; external_id: string; seq: number }>(
    'SELECT id, external_id, last_event_seq AS seq FROM patients WHERE external_id = ANY($1) ORDER BY id FOR UPDATE',
    [[...new Set(events.map(({ externalId }) => externalId))]],
  );
  return new Map(rows.map(({ id, external_id, seq }) => [external_id, { id, seq }]));
}

async function knownEvents(
  tx: PoolClient,
  messageIds: readonly string[],
): Promise<Map<string, { id: string; fingerprint: string }>> {
  const { rows } = await tx.query<{ message_id: string; id: string; fingerprint: string }>(
    'SELECT message_id, id, fingerprint FROM events WHERE message_id = ANY($1)',
    [messageIds],
  );
  return new Map(rows.map(({ message_id, ...event }) => [message_id, event]));
}

/** @returns ids of rows that another sender's event under the same messageId has kept out. */
async function insert(tx: PoolClient, organizationId: string, rows: readonly Row[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const column = <T>(pick: (row: Row) => T): T[] => rows.map(pick);
  const { rows: stored } = await tx.query<{ id: string }>(
    `INSERT INTO events (id, organization_id, patient_id, seq, message_id, fingerprint, type, at, data)
     SELECT id, $1, patient, seq, message_id, fingerprint, type, to_timestamp(at / 1000.0), data
     FROM unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::float8[], $9::jsonb[])
       AS e (id, patient, seq, message_id, fingerprint, type, at, data)
     ON CONFLICT (organization_id, message_id) DO NOTHING RETURNING id`,
    [
      organizationId,
      column(({ id }) => id),
      column(({ patient }) => patient),
      column(({ seq }) => seq),
      column(({ event }) => event.messageId),
      column(({ fingerprint }) => fingerprint),
      column(({ event }) => event.type),
      column(({ event }) => event.at),
      column(({ event }) => JSON.stringify(event.data)),
    ],
  );
  const ids = new Set(stored.map(({ id }) => id));
  return new Set(rows.map(({ id }) => id).filter((id) => !ids.has(id)));
}

async function announce(tx: PoolClient, rows: readonly Row[]): Promise<void> {
  const last = new Map(rows.map(({ patient, seq }) => [patient, seq]));
  await tx.query(
    `UPDATE patients SET last_event_seq = last.seq FROM unnest($1::uuid[], $2::bigint[]) AS last (id, seq) WHERE patients.id = last.id`,
    [[...last.keys()], [...last.values()]],
  );
  await tx.query('SELECT pg_notify($1, patient) FROM unnest($2::text[]) AS patient', [CHANNEL.inbox, [...last.keys()]]);
}

/** Only possible where another patient's event with the same messageId was committed between our look and our insert. */
async function settleLost(
  tx: PoolClient,
  rows: readonly Row[],
  results: readonly BatchResult[],
  lost: ReadonlySet<string>,
): Promise<BatchResult[]> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const known = await knownEvents(
    tx,
    rows.filter(({ id }) => lost.has(id)).map(({ event }) => event.messageId),
  );
  return results.map((result) => {
    const row = 'event' in result ? byId.get(result.event) : undefined;
    if (!row || !lost.has(row.id)) return result;
    const before = known.get(row.event.messageId);
    return before ? repeated(before, row.fingerprint) : { code: 'MESSAGE_ID_REUSED' };
  });
}
