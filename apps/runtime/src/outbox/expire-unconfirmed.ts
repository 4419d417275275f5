import { type Database, transaction } from '../database/database.ts';
import { CHANNEL } from '../database/notifications.ts';

/** A text that nobody confirmed in time is not sent any more, and says so. */
export function expireUnconfirmed(db: Database): Promise<void> {
  return transaction(db.worker, async (tx) => {
    const { rows } = await tx.query<{ version_id: string }>(
      `UPDATE outbox SET state = 'expired', reason = 'staff', updated_at = now()
       WHERE state = 'awaitingStaff' AND valid_until < now() RETURNING version_id`,
    );
    for (const version of new Set(rows.map((row) => row.version_id))) {
      await tx.query('SELECT pg_notify($1, $2)', [CHANNEL.trace, version]);
    }
  });
}
