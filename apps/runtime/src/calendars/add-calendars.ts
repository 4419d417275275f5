import { CALENDAR_ADDED, type CalendarYear, type EpochMs } from '@suivi/schema';
import type { PoolClient } from 'pg';
import { type Database, transaction } from '../database/database.ts';
import { acceptEvent } from '../inbox/accept-event.ts';

/**
 * Adds years of work-day calendars, or replaces one that was announced anew, and tells every open run that counts by that
 * calendar: one that was held for want of it goes on, and a deadline that stands is computed anew (rule 2).
 * @param now the instant at which the years become known.
 */
export async function addCalendars(db: Database, years: readonly CalendarYear[], now: EpochMs): Promise<void> {
  await transaction(db.worker, async (tx) => {
    for (const { calendar, year, hash, off, on } of years) {
      const { rowCount } = await tx.query(
        `INSERT INTO calendars (name, year, hash, off, make_up) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (name, year) DO UPDATE SET hash = excluded.hash, off = excluded.off, make_up = excluded.make_up, added_at = now()
         WHERE calendars.hash <> excluded.hash`,
        [calendar, year, hash, off, on],
      );
      if (rowCount) await tell(tx, { calendar, year, hash, now });
    }
  });
}

/**
 * To all of them, not to those that are held: one that has just read that the year is missing has not said so yet. In the
 * same transaction, so that a year that is there was told.
 */
async function tell(
  tx: PoolClient,
  { calendar, year, hash, now }: { calendar: string; year: number; hash: string; now: EpochMs },
): Promise<void> {
  const { rows } = await tx.query<{ organization_id: string; patient_id: string }>(
    `SELECT DISTINCT r.organization_id, r.patient_id FROM runs r
     WHERE r.ended_at IS NULL AND r.plan_hash IN (SELECT hash FROM plans WHERE body::jsonb->'calendars' ? $1)
     ORDER BY r.patient_id`,
    [calendar],
  );
  for (const row of rows) {
    await acceptEvent(tx, {
      organizationId: row.organization_id,
      patientId: row.patient_id,
      messageId: `calendar:${calendar}/${year}/${hash}/${row.patient_id}`,
      type: CALENDAR_ADDED,
      at: now,
      data: { calendar, year },
    });
  }
}
