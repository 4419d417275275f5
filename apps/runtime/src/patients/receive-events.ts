import { type EpochMs, type ErrorCode, type PatientEvent, patientEvent, SuiviError, type Words } from '@suivi/schema';
import type { PoolClient } from 'pg';
import type { Caller } from '../api/caller.ts';
import { toSuiviError } from '../api/error-shape.ts';
import { acceptBatch, type BatchEvent } from '../inbox/accept-batch.ts';
import { instantOf } from '../people/instants.ts';
import { refuseOwnEvents } from '../people/send-event.ts';

export const MAX_BATCH = 1_000;

/** What became of one event of a batch, in the order in which they were sent. */
export type RowResult =
  | { messageId: string; event: string; duplicate: boolean }
  | { messageId?: string; error: { code: ErrorCode; title: string; titleZh: string } };

/**
 * Takes up to a thousand events at once. A row that cannot be taken is told by its code and does not touch the others;
 * all that are taken are committed together.
 * @throws SuiviError BATCH_TOO_LARGE; INPUT_INVALID for an empty one.
 */
export async function receiveEvents(
  tx: PoolClient,
  caller: Caller,
  rows: readonly unknown[],
  now: EpochMs,
): Promise<RowResult[]> {
  if (rows.length > MAX_BATCH) throw new SuiviError('BATCH_TOO_LARGE', { limit: MAX_BATCH });
  if (rows.length === 0) throw new SuiviError('INPUT_INVALID', { field: 'events', reason: 'empty' });
  const read = rows.map((row) => readRow(row, now));
  const good = read.filter((row): row is BatchEvent => !(row instanceof SuiviError));
  const results = (await acceptBatch(tx, caller.organizationId, good)).values();
  return read.map((row, index) => {
    if (row instanceof SuiviError) return refused(idOf(rows[index]), row);
    const { messageId } = row;
    const { value: result } = results.next();
    if (!result || 'code' in result) return refused(messageId, new SuiviError(result?.code ?? 'PATIENT_UNKNOWN'));
    return { messageId, ...result };
  });
}

function readRow(row: unknown, now: EpochMs): BatchEvent | SuiviError {
  try {
    const { messageId, patient, type, at, data }: PatientEvent = patientEvent.parse(row);
    refuseOwnEvents(type);
    return { messageId, externalId: patient, type, at: instantOf(at, now), data };
  } catch (error) {
    return toSuiviError(error);
  }
}

function refused(messageId: string | undefined, error: SuiviError): RowResult {
  const { zh, en }: Words = error.sentence();
  return { ...(messageId === undefined ? {} : { messageId }), error: { code: error.code, title: en, titleZh: zh } };
}

/** Whatever the row calls itself, so that its sender finds it again. */
function idOf(row: unknown): string | undefined {
  const id = typeof row === 'object' && row !== null ? Reflect.get(row, 'messageId') : undefined;
  return typeof id === 'string' ? id.slice(0, 200) : undefined;
}
