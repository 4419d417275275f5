import { actKey, read } from '@suivi/engine';
import { fillText, parseDuration } from '@suivi/schema';
import type { PoolClient } from 'pg';
import { type Database, transaction } from '../database/database.ts';
import { CHANNEL } from '../database/notifications.ts';
import { recordSafely } from '../projection/record-safely.ts';
import type { ActInput, ActResult, SendMessageWith } from '../workflows/contract.ts';

type SendMessageInput = ActInput<SendMessageWith>;

/** Why a message does not leave. It then takes the port `blocked`, drawn or not, and is never dropped silently. */
export type BlockReason = 'approval' | 'consent' | 'address' | 'channel' | 'staffGroup' | 'variable';

interface Recipient {
  organization_id: string;
  version_id: string;
  patient_id: string;
  test: boolean;
  consented: boolean | null;
  addressed: boolean;
  approved: boolean;
  account: string | null;
  /** The staff group that has to send it is there; also true when none has to. */
  staffed: boolean;
  /** The approved text, and what it may be filled with. */
  text: string | null;
  fields: Record<string, unknown>;
}

/** The key of idempotency: the same visit of the same node by the same run is the same message, whatever retries it. */
export const outboxKey = actKey;

/**
 * The activity: checks the gates at the moment of sending and inserts the outbox row. Nothing else; the dispatcher sends,
 * at once or as soon as somebody of the named staff group has confirmed it (待员工确认).
 */
export function makeSendMessage(db: Database, report: (code: string) => void) {
  return (input: SendMessageInput): Promise<ActResult> =>
    transaction(db.worker, async (tx) => {
      await recordSafely(tx, input.trail, report);
      const recipient = await lookUp(tx, input);
      const reason = gate(recipient);
      if (reason) return { outcome: 'blocked', detail: { reason } };
      const filled = fillText(recipient.text ?? '', (field) => read(recipient.fields, field));
      if ('missing' in filled) return { outcome: 'blocked', detail: { reason: 'variable', fields: filled.missing } };
      await insert(tx, input, recipient, filled.text === recipient.text ? null : filled.text);
      return { outcome: 'queued', detail: { content: input.with.content } };
    });
}

async function lookUp(tx: PoolClient, input: SendMessageInput): Promise<Recipient> {
  const { rows } = await tx.query<Recipient>(
    `SELECT r.organization_id, r.version_id, r.patient_id, r.test,
       (SELECT c.granted FROM consents c WHERE c.patient_id = r.patient_id AND c.purpose = $4) AS consented,
       EXISTS (SELECT FROM patient_identities i WHERE i.patient_id = r.patient_id AND i.addresses ? 'wecom-kf') AS addressed,
       EXISTS (SELECT FROM version_contents v WHERE v.version_id = r.version_id AND v.node_id = $2 AND v.content_hash = $3) AS approved,
       -- a test patient is only ever written to through a sandbox
       (SELECT a.id FROM channel_accounts a WHERE a.organization_id = r.organization_id AND a.kind = 'wecom-kf' AND (a.sandbox OR NOT r.test)) AS account,
       (SELECT m.text FROM message_contents m WHERE m.organization_id = r.organization_id AND m.hash = $3) AS text,
       (SELECT p.fields FROM patients p WHERE p.id = r.patient_id) AS fields,
       ($5::text IS NULL OR EXISTS (SELECT FROM staff_groups g WHERE g.organization_id = r.organization_id AND g.key = $5)) AS staffed
     FROM runs r WHERE r.id = $1`,
    [input.trail.run, input.node, input.with.content, purposeOf(input.with.class), input.with.group ?? null],
  );
  const [recipient] = rows;
  if (!recipient) throw new Error(`message of run ${input.trail.run}, which does not exist`);
  return recipient;
}

/** Consent is per purpose: care is one of them, promotion and education are others. */
function purposeOf(kind: string): string {
  return kind === 'promotion' || kind === 'education' ? kind : 'service';
}

function gate(recipient: Recipient): BlockReason | undefined {
  if (!recipient.approved) return 'approval';
  if (recipient.consented !== true) return 'consent';
  if (!recipient.addressed) return 'address';
  if (!recipient.account) return 'channel';
  if (!recipient.staffed) return 'staffGroup';
  return undefined;
}

/** @param text what the patient gets, where it differs from the approved text */
async function insert(
  tx: PoolClient,
  input: SendMessageInput,
  recipient: Recipient,
  text: string | null,
): Promise<void> {
  // Lateness is real time and is not applied to test patients, whose journeys may lie in the past.
  const validUntil = recipient.test ? null : new Date(input.at + (parseDuration(input.with.validFor) ?? 0));
  await tx.query(
    `INSERT INTO outbox (key, organization_id, run_id, version_id, patient_id, node_id, visit, channel_account_id, content_hash, class, group_key, state, at, valid_until, text)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, CASE WHEN $11::text IS NULL THEN 'queued' ELSE 'awaitingStaff' END, $12, $13, $14) ON CONFLICT (key) DO NOTHING`,
    [
      outboxKey(input.trail.run, input.node, input.visit),
      recipient.organization_id,
      input.trail.run,
      recipient.version_id,
      recipient.patient_id,
      input.node,
      input.visit,
      recipient.account,
      input.with.content,
      input.with.class,
      input.with.group ?? null,
      new Date(input.at),
      validUntil,
      text,
    ],
  );
  await tx.query('SELECT pg_notify($1, $2)', [CHANNEL.outbox, '']);
}
