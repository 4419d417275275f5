import type { SendResult } from '@suivi/channels';
import { v7 as uuidv7 } from 'uuid';
import { type Database, transaction } from '../database/database.ts';
import { CHANNEL } from '../database/notifications.ts';
import { inParallel } from '../worker/in-parallel.ts';
import type { ChannelAccount, ChannelAccounts } from './channel-accounts.ts';
import { expireUnconfirmed } from './expire-unconfirmed.ts';

interface DueMessage {
  key: string;
  organization_id: string;
  version_id: string;
  channel_account_id: string;
  attempts: number;
  /** Resolved at the moment of sending, not at that of queueing. */
  text: string | null;
  address: string | null;
  consented: boolean | null;
  expired: boolean;
}

/** A claim older than this was left by a process that died: the message is looked at again. */
const CLAIM_SECONDS = 60;
const MAX_ATTEMPTS = 8;

/**
 * Outbox → channel: the only sender there is. A row is claimed (`sending`, the intent) before the vendor is called
 * and settled after it. The vendor's idempotency key is the row's, so a repeated call after a crash cannot double a
 * message at a vendor that knows the key.
 */
export class Dispatcher {
  readonly #db: Database;
  readonly #accounts: ChannelAccounts;
  /** Claimed and not settled. Only a turn that failed leaves any behind, and nothing of it is under way any more. */
  readonly #inHand = new Set<string>();

  constructor(db: Database, accounts: ChannelAccounts) {
    this.#db = db;
    this.#accounts = accounts;
  }

  /**
   * Sends everything that is due now.
   * @returns in how many milliseconds the next message is due; undefined when none waits.
   */
  async dispatch(): Promise<number | undefined> {
    await this.#takeUp();
    await expireUnconfirmed(this.#db);
    for (;;) {
      const due = await this.#claim();
      if (due.length === 0) return this.#nextDue();
      await inParallel(due, 4, (message) => this.#send(message));
    }
  }

  /**
   * Where this is the only process that sends: what one that died had in hand need not wait for its claim to grow old.
   * The vendor's key keeps a message that was handed over from going out again.
   */
  async takeOver(): Promise<void> {
    await this.#db.worker.query("UPDATE outbox SET next_try_at = now() WHERE state = 'sending'");
  }

  async #takeUp(): Promise<void> {
    if (this.#inHand.size === 0) return;
    await this.#db.worker.query("UPDATE outbox SET next_try_at = now() WHERE key = ANY($1) AND state = 'sending'", [
      [...this.#inHand],
    ]);
    this.#inHand.clear();
  }

  async #nextDue(): Promise<number | undefined> {
    const { rows } = await this.#db.worker.query<{ wait: number | null }>(
      `SELECT extract(epoch FROM least(
         (SELECT min(next_try_at) FROM outbox WHERE state IN ('queued', 'sending')),
         (SELECT min(valid_until) FROM outbox WHERE state = 'awaitingStaff')) - now())::float8 * 1000 AS wait`,
    );
    const wait = rows[0]?.wait ?? undefined;
    return wait === undefined ? undefined : Math.max(20, wait);
  }

  async #claim(): Promise<DueMessage[]> {
    const { rows } = await this.#db.worker.query<DueMessage>(
      `WITH due AS (
         SELECT key FROM outbox WHERE state IN ('queued', 'sending') AND next_try_at <= now()
         ORDER BY CASE class WHEN 'safety' THEN 1 WHEN 'clinical' THEN 2 WHEN 'service' THEN 3 WHEN 'education' THEN 4 ELSE 5 END, created_at
         LIMIT 50 FOR UPDATE SKIP LOCKED
       )
       UPDATE outbox o SET state = 'sending', attempts = attempts + 1, next_try_at = now() + make_interval(secs => $1), updated_at = now()
       FROM due WHERE o.key = due.key
       RETURNING o.key, o.organization_id, o.version_id, o.channel_account_id, o.attempts,
         coalesce(o.text, (SELECT m.text FROM message_contents m WHERE m.organization_id = o.organization_id AND m.hash = o.content_hash)) AS text,
         (SELECT i.addresses->>'wecom-kf' FROM patient_identities i WHERE i.patient_id = o.patient_id) AS address,
         (SELECT c.granted FROM consents c WHERE c.patient_id = o.patient_id
            AND c.purpose = CASE WHEN o.class IN ('promotion', 'education') THEN o.class ELSE 'service' END) AS consented,
         coalesce(o.valid_until < now(), false) AS expired`,
      [CLAIM_SECONDS],
    );
    for (const { key } of rows) this.#inHand.add(key);
    return rows;
  }

  async #send(message: DueMessage): Promise<void> {
    await this.#sendOrSettle(message);
    this.#inHand.delete(message.key);
  }

  async #sendOrSettle(message: DueMessage): Promise<void> {
    const { text, address } = message;
    if (message.expired) return this.#settle(message, 'expired', undefined);
    // Withdrawal acts at once, on what is queued too: consent is looked at again here.
    if (message.consented !== true) return this.#settle(message, 'blocked', 'consent');
    const account = await this.#accounts.get(message.channel_account_id);
    if (text === null || address === null || !account) return this.#settle(message, 'blocked', 'address');
    await this.#handOver(message, account, { key: message.key, to: address, text });
  }

  async #handOver(
    message: DueMessage,
    account: ChannelAccount,
    out: { key: string; to: string; text: string },
  ): Promise<void> {
    const result = await account.channel.send(out);
    if (result.state === 'accepted') return this.#settle(message, 'accepted', undefined, result.vendorId);
    if (result.state === 'failed' && !result.retryable) return this.#settle(message, 'failed', result.code);
    if (message.attempts >= MAX_ATTEMPTS) return this.#settle(message, result.state, result.code);
    await this.#retry(message, result);
  }

  /** `unknown` is retried too: kf/send_msg refuses a msgid it has seen, so the retry finds out what became of it. */
  async #retry(message: DueMessage, result: Exclude<SendResult, { state: 'accepted' }>): Promise<void> {
    const asked = result.state === 'failed' ? result.retryAfterMs : undefined;
    const delay = (asked ?? Math.min(60_000, 500 * 2 ** message.attempts)) / 1_000;
    await transaction(this.#db.worker, async (tx) => {
      await tx.query(
        `UPDATE outbox SET state = 'queued', reason = $2, next_try_at = now() + make_interval(secs => $3), updated_at = now() WHERE key = $1`,
        [message.key, result.code, delay],
      );
      await tx.query(DELIVERY, [
        uuidv7(),
        message.organization_id,
        message.key,
        message.attempts,
        result.state,
        result.code,
      ]);
    });
  }

  async #settle(message: DueMessage, state: string, reason: string | undefined, vendorId?: string): Promise<void> {
    await transaction(this.#db.worker, async (tx) => {
      await tx.query('UPDATE outbox SET state = $2, reason = $3, vendor_id = $4, updated_at = now() WHERE key = $1', [
        message.key,
        state,
        reason ?? null,
        vendorId ?? null,
      ]);
      await tx.query(DELIVERY, [
        uuidv7(),
        message.organization_id,
        message.key,
        message.attempts,
        state,
        reason ?? null,
      ]);
      await tx.query('SELECT pg_notify($1, $2)', [CHANNEL.trace, message.version_id]);
    });
  }
}

const DELIVERY =
  'INSERT INTO deliveries (id, organization_id, outbox_key, attempt, result, code) VALUES ($1, $2, $3, $4, $5, $6)';
