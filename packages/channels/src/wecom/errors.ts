import type { SendResult } from '../channel.ts';

/** How a refusal is treated: `permanent` needs a person or another channel, `retry` may be tried again. */
type Refusal = { readonly kind: 'permanent' } | { readonly kind: 'retry'; readonly afterMs: number };

const PERMANENT: Refusal = { kind: 'permanent' };
const retry = (afterMs: number): Refusal => ({ kind: 'retry', afterMs });

/**
 * errcodes of `kf/send_msg` that state beyond doubt that nothing was sent, from WeCom's public error-code table.
 * A code that is not listed becomes `unknown`: we can't claim "not sent" about an answer we don't understand.
 */
const REFUSALS: ReadonlyMap<number, Refusal> = new Map([
  [-1, retry(5_000)], // system busy
  [40001, PERMANENT], // wrong secret: repeating it gets the IP address blocked for an hour
  [40003, PERMANENT], // no such member
  [40007, PERMANENT], // media id unknown or older than three days
  [40008, PERMANENT], // message type
  [40013, PERMANENT], // corp id
  [40014, retry(1_000)], // token refused even after one refresh
  [40035, PERMANENT], // parameter
  [40058, PERMANENT], // parameter
  [40063, PERMANENT], // empty parameter
  [40096, PERMANENT], // no such patient for this account
  [41001, PERMANENT], // token missing
  [41002, PERMANENT], // corp id missing
  [41004, PERMANENT], // secret missing
  [42001, retry(1_000)], // token expired even after one refresh
  [45009, retry(60_000)], // rate limit: blocked for the rest of the minute; hammering prolongs it
  [45033, retry(2_000)], // too many calls at once
  [45035, retry(2_000)], // conflicting calls at once
  [48002, PERMANENT], // no permission for this API
  [50003, PERMANENT], // application disabled
  [60011, PERMANENT], // outside the application's visible range
  [60020, PERMANENT], // our IP address is not on the list of trusted ones
  [84061, PERMANENT], // no longer a contact
  [95000, PERMANENT], // no such service account
  [95001, PERMANENT], // five messages since the patient last wrote
  [95002, PERMANENT], // more than 48 h since the patient last wrote
  [95004, PERMANENT], // no such service account
  [95013, PERMANENT], // session ended
  [95014, PERMANENT], // not the one who serves
  [95016, PERMANENT], // session state can't change so
  [95017, PERMANENT], // API switched off in the console
  [95018, PERMANENT], // session state (a person serves, or it is queued) forbids automatic messages
  [95019, PERMANENT], // the one who serves has stopped
  [95031, PERMANENT], // the patient has not written within 48 h
]);

/**
 * The sandbox's answer to a repeated msgid. WeCom's page says only that the call fails, without a number; this one is
 * outside WeCom's range so that it can't be mistaken for another refusal. Add the real one to the configuration.
 */
export const SANDBOX_DUPLICATE_ERRCODE = 9_500_001;

/** The send result of a refusal by `errcode` (≠ 0). A duplicate msgid is not decided here. */
export function refusedSend(errcode: number): SendResult {
  const code = `wecom-${errcode}`;
  const refusal = REFUSALS.get(errcode);
  if (refusal === undefined) return { state: 'unknown', code };
  if (refusal.kind === 'permanent') return { state: 'failed', code, retryable: false };
  return { state: 'failed', code, retryable: true, retryAfterMs: refusal.afterMs };
}

/** Whether a read refused by `errcode` is worth repeating; unlisted codes are, since reading twice does no harm. */
export function isRetryableRead(errcode: number): boolean {
  return REFUSALS.get(errcode)?.kind !== 'permanent';
}

/** True for the two codes that a fresh token mends. */
export function isTokenRefused(errcode: number): boolean {
  return errcode === 40014 || errcode === 42001;
}

/** Reasons of a `msg_send_fail` event by its `fail_type`, from the kf/sync_msg page. */
const DELIVERY_FAILURES: ReadonlyMap<number, string> = new Map([
  [1, 'account-deleted'],
  [2, 'app-closed'],
  [4, 'over-48h'],
  [5, 'session-closed'],
  [6, 'over-5-messages'],
  [8, 'account-not-verified'],
  [10, 'refused-by-patient'],
  [11, 'no-member-logged-in'],
  [12, 'type-forbidden'],
  [13, 'security-limit'],
]);

/** A stable word for a `fail_type`; `unknown` for 0 and for types added later. */
export function deliveryFailureReason(failType: number): string {
  return DELIVERY_FAILURES.get(failType) ?? 'unknown';
}
