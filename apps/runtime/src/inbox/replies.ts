import { createHash } from 'node:crypto';
import type { IncomingMessage } from '@suivi/channels';
import { answerIn, type EpochMs } from '@suivi/schema';
import type { PoolClient } from 'pg';
import { type Database, transaction } from '../database/database.ts';
import { CHANNEL } from '../database/notifications.ts';
import type { ChannelAccount } from '../outbox/channel-accounts.ts';
import { patientNow } from '../tasks/patient-clock.ts';
import { acceptEvent } from './accept-event.ts';

/**
 * Reads what patients wrote since the stored cursor into the inbox. The cursor moves in the same transaction as the
 * events, and the vendor's message id makes a repeated read harmless.
 */
export async function pullReplies(db: Database, account: ChannelAccount, token?: string): Promise<void> {
  const { rows } = await db.worker.query<{ cursor: string | null }>(
    'SELECT cursor FROM channel_accounts WHERE id = $1',
    [account.id],
  );
  const before = rows[0]?.cursor ?? undefined;
  const pulled = await account.channel.pull(before, token);
  if (pulled.cursor === before && pulled.messages.length === 0 && pulled.failures.length === 0) return;
  await transaction(db.worker, async (tx) => {
    for (const message of pulled.messages) await acceptReply(tx, account, message);
    for (const failure of pulled.failures) {
      const failed = await tx.query<{ version_id: string }>(
        `UPDATE outbox SET state = 'failed', reason = $3, updated_at = now() WHERE channel_account_id = $1 AND vendor_id = $2 RETURNING version_id`,
        [account.id, failure.vendorId, failure.reason],
      );
      for (const row of failed.rows) await tx.query('SELECT pg_notify($1, $2)', [CHANNEL.trace, row.version_id]);
    }
    await tx.query('UPDATE channel_accounts SET cursor = $2 WHERE id = $1', [account.id, pulled.cursor]);
  });
}

async function acceptReply(tx: PoolClient, account: ChannelAccount, message: IncomingMessage): Promise<void> {
  const { rows } = await tx.query<{ patient_id: string }>(
    "SELECT patient_id FROM patient_identities WHERE organization_id = $1 AND addresses->>'wecom-kf' = $2",
    [account.organizationId, message.from],
  );
  const patientId = rows[0]?.patient_id;
  // Somebody who is no patient of ours: nothing to enrol, nothing to keep.
  if (!patientId) return;
  await acceptEvent(tx, {
    organizationId: account.organizationId,
    patientId,
    messageId: `wecom:${createHash('sha256').update(message.id).digest('hex')}`,
    type: 'message.received',
    // A patient of a trial lives by its clock.
    at: await patientNow(tx, patientId, latestInstant(message.at, Date.now())),
    data: {
      kind: message.kind,
      ...(message.text === undefined ? {} : { text: message.text }),
      ...(message.menuId ? { menuId: message.menuId } : {}),
      ...answerIn(message.text),
    },
  });
}

/**
 * WeCom tells when a message was sent in whole seconds (`send_time`). Taken literally, a reply given within the same
 * second as the question would lie before it and be overlooked; so the end of that second counts, but never the future.
 */
export const latestInstant = (sent: EpochMs, received: EpochMs): EpochMs =>
  Math.max(sent, Math.min(sent + 999, received));
