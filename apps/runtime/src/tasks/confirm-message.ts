import { type MessageDecided, type OutboxState, SuiviError } from '@suivi/schema';
import type { PoolClient } from 'pg';
import type { Caller } from '../api/caller.ts';
import { audit } from '../database/audit.ts';
import { CHANNEL } from '../database/notifications.ts';

interface Waiting {
  state: OutboxState;
  version_id: string;
  consented: boolean | null;
  approved: boolean;
  expired: boolean;
}

/**
 * Sends off a message that waited for a person. Consent and approval are looked at again, now: a message that may not
 * leave any more says so and is not sent. The dispatcher does the sending, and looks once more.
 * @throws SuiviError MESSAGE_UNKNOWN, MESSAGE_DECIDED_ALREADY
 */
export async function confirmMessage(tx: PoolClient, caller: Caller, key: string): Promise<MessageDecided> {
  const message = await waiting(tx, key);
  const decided = decide(message);
  await settle(tx, caller, { key, version: message.version_id, ...decided });
  if (decided.state === 'queued') await tx.query('SELECT pg_notify($1, $2)', [CHANNEL.outbox, '']);
  await record(tx, caller, 'message.confirmed', key, { ...decided });
  return { key, ...decided };
}

/** Keeps a message from being sent, with the reason that the person gave. @throws as {@link confirmMessage} */
export async function declineMessage(
  tx: PoolClient,
  caller: Caller,
  input: { key: string; reason: string },
): Promise<MessageDecided> {
  const { version_id: version } = await waiting(tx, input.key);
  const decided = { state: 'blocked', reason: 'staff' } as const;
  await settle(tx, caller, { key: input.key, version, ...decided });
  await record(tx, caller, 'message.declined', input.key, { reason: input.reason });
  return { key: input.key, ...decided };
}

async function waiting(tx: PoolClient, key: string): Promise<Waiting> {
  const { rows } = await tx.query<Waiting>(
    `SELECT o.state, o.version_id,
       (SELECT c.granted FROM consents c WHERE c.patient_id = o.patient_id
          AND c.purpose = CASE WHEN o.class IN ('promotion', 'education') THEN o.class ELSE 'service' END) AS consented,
       EXISTS (SELECT FROM version_contents v WHERE v.version_id = o.version_id AND v.node_id = o.node_id AND v.content_hash = o.content_hash) AS approved,
       coalesce(o.valid_until < now(), false) AS expired
     FROM outbox o WHERE o.key = $1 FOR UPDATE OF o`,
    [key],
  );
  const [row] = rows;
  if (!row) throw new SuiviError('MESSAGE_UNKNOWN');
  if (row.state !== 'awaitingStaff')
    throw new SuiviError('MESSAGE_DECIDED_ALREADY', {}, { extra: { state: row.state } });
  return row;
}

function decide(message: Waiting): { state: OutboxState; reason?: string } {
  if (message.expired) return { state: 'expired' };
  if (!message.approved) return { state: 'blocked', reason: 'approval' };
  if (message.consented !== true) return { state: 'blocked', reason: 'consent' };
  return { state: 'queued' };
}

async function settle(
  tx: PoolClient,
  caller: Caller,
  { key, version, state, reason }: { key: string; version: string; state: OutboxState; reason?: string },
): Promise<void> {
  await tx.query(
    `UPDATE outbox SET state = $2, reason = $3, confirmed_by = $4, confirmed_by_name = $5, confirmed_at = now(),
       next_try_at = now(), updated_at = now() WHERE key = $1`,
    [key, state, reason ?? null, caller.userId, caller.name],
  );
  await tx.query('SELECT pg_notify($1, $2)', [CHANNEL.trace, version]);
}

const record = (
  tx: PoolClient,
  { organizationId, userId, name }: Caller,
  action: 'message.confirmed' | 'message.declined',
  subject: string,
  detail: Record<string, unknown>,
) => audit(tx, { organizationId, by: userId, byName: name, action, subject, detail });
