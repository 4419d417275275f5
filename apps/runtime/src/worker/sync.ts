import { pickFields } from '@suivi/engine';
import type { RunEvent } from '@suivi/schema';
import { type Database, transaction } from '../database/database.ts';
import { recordTrail } from '../projection/record-trail.ts';
import type { SyncInput, SyncResult } from '../workflows/contract.ts';

/**
 * The one local activity: flushes trace rows, and reads what must be applied before a deadline may fire.
 * Only the writing half may fail: the run then keeps its rows. The reading half throws and is retried.
 */
export function makeSync(db: Database, report: (code: string) => void) {
  return async (input: SyncInput): Promise<SyncResult> => {
    const written = await transaction(db.worker, (tx) => recordTrail(tx, input.trail)).then(
      () => true,
      () => {
        report('TRACE_NOT_WRITTEN');
        return false;
      },
    );
    // Without the database neither half works: throw, so that the activity is tried again instead of waiting blind.
    if (!written) await db.worker.query('SELECT 1');
    return { written, events: input.read ? await readEvents(db, input.trail.run, input.read) : [] };
  };
}

/**
 * Everything the run listens to after its cursor, up to the last event whose instant lies at or before the deadline;
 * later ones reach the run by signal. What lies between in sequence but later in time belongs to it, or the order
 * would break.
 */
async function readEvents(db: Database, run: string, read: NonNullable<SyncInput['read']>): Promise<RunEvent[]> {
  const { rows } = await db.worker.query<{
    seq: number;
    id: string;
    type: string;
    at: number;
    data: Record<string, unknown>;
  }>(
    `WITH mine AS (
       SELECT e.seq, e.id, e.type, e.at, e.data FROM events e JOIN runs r ON r.patient_id = e.patient_id
       WHERE r.id = $1 AND e.seq > $2 AND e.type = ANY($3)
     )
     SELECT * FROM mine WHERE seq <= (SELECT max(seq) FROM mine WHERE at <= $4) ORDER BY seq`,
    [run, read.after, read.listens, new Date(read.until)],
  );
  return rows.map(({ data, ...event }) => ({ ...event, data: pickFields(data, read.fields) }));
}
