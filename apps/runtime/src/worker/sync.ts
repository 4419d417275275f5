import { type Facts, pickFields } from '@suivi/engine';
import { OWN_EVENTS, type RunEvent } from '@suivi/schema';
import { readCalendars } from '../calendars/read-calendars.ts';
import { type Database, transaction } from '../database/database.ts';
import { recordTrail } from '../projection/record-trail.ts';
import { holdBack } from '../trials/hold-back.ts';
import type { SyncInput, SyncResult } from '../workflows/contract.ts';

/**
 * The one local activity: flushes trace rows, and reads what must be known before a deadline may fire or a branch be
 * taken. Only the writing half may fail: the run then keeps its rows. The reading half throws and is retried.
 */
export function makeSync(db: Database, report: (code: string) => void) {
  return async (input: SyncInput): Promise<SyncResult> => {
    const { trail, read, facts, calendars } = input;
    const written = await transaction(db.worker, (tx) => recordTrail(tx, trail)).then(
      () => true,
      () => {
        report('TRACE_NOT_WRITTEN');
        return false;
      },
    );
    // Without the database neither half works: throw, so that the activity is tried again instead of waiting blind.
    if (!written) await db.worker.query('SELECT 1');
    const notYet = read && (await holdBack(db.worker, trail.run, read));
    if (notYet !== undefined) return { written, events: [], notYet };
    return {
      written,
      events: read && read.listens.length > 0 ? await readEvents(db, trail.run, read) : [],
      ...(facts ? { facts: await readFacts(db, trail.run, facts) } : {}),
      ...(calendars ? { calendars: await readCalendars(db.worker, calendars) } : {}),
    };
  };
}

/**
 * Everything the run listens to after its cursor, up to the last event whose instant lies at or before the deadline;
 * later ones reach the run by signal. What lies between in sequence but later in time belongs to it, or the order
 * would break. What completes another run's step is not this one's (inbox/router.ts).
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
         AND (NOT e.type = ANY($5) OR e.data->>'act' IS NULL OR starts_with(e.data->>'act', r.id || '/'))
     )
     SELECT * FROM mine WHERE seq <= (SELECT max(seq) FROM mine WHERE at <= $4) ORDER BY seq`,
    [run, read.after, read.listens, new Date(read.until), OWN_EVENTS],
  );
  return rows.map(({ data, ...event }) => ({ ...event, data: pickFields(data, read.fields) }));
}

/** The patient's fields of today. A field comes whole: the unit of a value stands beside it. */
async function readFacts(db: Database, run: string, paths: readonly string[]): Promise<Facts> {
  const { rows } = await db.worker.query<{ fields: Record<string, unknown> }>(
    'SELECT p.fields FROM patients p JOIN runs r ON r.patient_id = p.id WHERE r.id = $1',
    [run],
  );
  return pickFields(rows[0]?.fields ?? {}, [...new Set(paths.map((path) => path.replace(/\..*$/, '')))]);
}
