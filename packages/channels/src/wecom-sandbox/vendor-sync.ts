import { z } from 'zod';
import type { InboxFact } from './store.ts';
import {
  parseJsonBody,
  tokenError,
  type VendorAnswer,
  type VendorContext,
  type VendorRequest,
} from './vendor-context.ts';

/** WeCom keeps messages for three days. */
const KEPT_MS = 3 * 24 * 3_600_000;

const body = z.looseObject({
  cursor: z
    .string()
    .regex(/^c\d{1,15}$/)
    .optional(),
  token: z.string().min(1).optional(),
  limit: z.number().int().min(1).max(1000).default(1000),
  open_kfid: z.string().optional(),
});

/**
 * `POST kf/sync_msg`. A page looks at `limit` entries of all accounts and keeps those of the asked one, so, like the
 * live service, it may be empty while `has_more` is 1.
 */
export function syncMsg(context: VendorContext, request: VendorRequest): VendorAnswer {
  const refused = tokenError(context, request.query) ?? context.faults.takeFailure(request.path);
  if (refused !== undefined) return { errcode: refused, fields: { msg_list: [] } };
  const parsed = body.safeParse(parseJsonBody(request));
  if (!parsed.success) return { errcode: 40058, fields: { msg_list: [] } };
  const { cursor, token, limit, open_kfid } = parsed.data;
  if (token !== undefined && context.callbackTokens.check(token) !== 'good') {
    return { errcode: 95007, fields: { msg_list: [] } };
  }
  const start = cursor ? Number(cursor.slice(1)) : 0;
  const inbox = context.store.inbox.filter((entry) => entry.seq <= context.store.durableSeq);
  const scanned = inbox.slice(start, start + limit);
  const oldest = context.now() - KEPT_MS;
  const list = scanned.filter((entry) => (!open_kfid || entry.kfid === open_kfid) && entry.at >= oldest);
  const end = start + scanned.length;
  return {
    errcode: 0,
    fields: { next_cursor: `c${end}`, has_more: end < inbox.length ? 1 : 0, msg_list: list.map(asKfMessage) },
  };
}

function asKfMessage(entry: InboxFact): object {
  const head = { msgid: entry.msgid, open_kfid: entry.kfid, send_time: Math.floor(entry.at / 1000) };
  if (entry.type === 'reply') {
    const text = { content: entry.text, ...(entry.menuId && { menu_id: entry.menuId }) };
    return { ...head, external_userid: entry.from, origin: 3, msgtype: 'text', text };
  }
  const event = {
    event_type: 'msg_send_fail',
    open_kfid: entry.kfid,
    external_userid: entry.to,
    fail_msgid: entry.failMsgid,
    fail_type: entry.failType,
  };
  return { ...head, origin: 4, msgtype: 'event', event };
}
