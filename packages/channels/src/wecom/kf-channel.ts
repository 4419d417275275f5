import { z } from 'zod';
import type { Channel, DeliveryFailure, IncomingMessage, OutgoingMessage, Pulled, SendResult } from '../channel.ts';
import { ChannelPullError } from '../channel.ts';
import { type Answered, createAuthorizedCall } from './authorized-call.ts';
import { isRetryableRead, refusedSend, SANDBOX_DUPLICATE_ERRCODE } from './errors.ts';
import { readKfMessages } from './incoming.ts';
import { kfMessageId } from './message-id.ts';
import { sendReply, syncReply } from './replies.ts';
import { createTokenSource } from './token.ts';

/** Configuration of one 微信客服 account. Limits are here because WeCom changes them. */
export const wecomKfConfig = z.object({
  /** Scheme and host only, without a path. */
  baseUrl: z.url().default('https://qyapi.weixin.qq.com'),
  corpId: z.string().min(1),
  secret: z.string().min(1),
  openKfId: z.string().min(1),
  timeoutMs: z.number().int().positive().default(10_000),
  /** UTF-8 bytes of one text message. */
  maxTextBytes: z.number().int().positive().default(2048),
  /** Messages asked for per page of `kf/sync_msg`; WeCom allows 1000. */
  pageSize: z.number().int().min(1).max(1000).default(1000),
  /** errcodes that mean "this msgid was accepted before". WeCom's page gives no number: confirm it on the tenant. */
  duplicateErrcodes: z.array(z.number().int()).default([SANDBOX_DUPLICATE_ERRCODE]),
});
export type WecomKfConfig = z.input<typeof wecomKfConfig>;

const EXPIRED_CALLBACK_TOKEN = 95007;

/** The 微信客服 channel of one account. `now` (epoch ms) only ages the access token. Throws ZodError on bad config. */
export function createWecomKf(input: WecomKfConfig, now: () => number = Date.now): Channel {
  const config = wecomKfConfig.parse(input);
  const call = createAuthorizedCall(config, createTokenSource({ ...config, now }));

  return {
    async send(message: OutgoingMessage): Promise<SendResult> {
      if (message.text === '') return { state: 'failed', code: 'text-empty', retryable: false };
      if (Buffer.byteLength(message.text, 'utf8') > config.maxTextBytes) {
        return { state: 'failed', code: 'text-too-long', retryable: false };
      }
      const msgid = kfMessageId(message.key);
      const answer = await call('/cgi-bin/kf/send_msg', {
        touser: message.to,
        open_kfid: config.openKfId,
        msgid,
        msgtype: 'text',
        text: { content: message.text },
      });
      return sendResult(answer, msgid, config.duplicateErrcodes);
    },

    async pull(cursor, token): Promise<Pulled> {
      const messages: IncomingMessage[] = [];
      const failures: DeliveryFailure[] = [];
      let at = cursor;
      let callbackToken = token;
      for (let pages = 0; ; pages++) {
        const page = await readPage(at, callbackToken);
        if (!page.ok && page.errcode === EXPIRED_CALLBACK_TOKEN && callbackToken !== undefined) {
          callbackToken = undefined;
          continue;
        }
        if (!page.ok) {
          // Pages already read are worth keeping: the next pull goes on from their cursor and meets the error itself.
          if (pages > 0 && at !== undefined && at !== cursor) return { messages, failures, cursor: at };
          throw new ChannelPullError(page.code, page.retryable);
        }
        messages.push(...page.messages);
        failures.push(...page.failures);
        const stuck = page.hasMore && (page.cursor === undefined || page.cursor === at);
        if (stuck) throw new ChannelPullError('sync-stuck', true);
        at = page.cursor ?? at;
        if (!page.hasMore) return { messages, failures, cursor: at ?? '' };
      }
    },
  };

  type Page =
    | {
        ok: true;
        messages: IncomingMessage[];
        failures: DeliveryFailure[];
        cursor?: string | undefined;
        hasMore: boolean;
      }
    | { ok: false; code: string; errcode?: number; retryable: boolean };

  async function readPage(cursor: string | undefined, token: string | undefined): Promise<Page> {
    const answer = await call('/cgi-bin/kf/sync_msg', {
      // Empty fields are refused by WeCom, so absent ones stay absent.
      ...(cursor ? { cursor } : {}),
      ...(token ? { token } : {}),
      limit: config.pageSize,
      voice_format: 0,
      open_kfid: config.openKfId,
    });
    if (answer.kind === 'not-sent') return { ok: false, code: answer.code, retryable: answer.retryable };
    if (answer.kind === 'maybe-sent') return { ok: false, code: answer.code, retryable: true };
    const { errcode } = answer;
    if (errcode !== 0) return { ok: false, code: `wecom-${errcode}`, errcode, retryable: isRetryableRead(errcode) };
    const reply = syncReply.safeParse(answer.body);
    // A page we can't read is never skipped: a patient's words could be in it.
    if (!reply.success) return { ok: false, code: 'bad-answer', retryable: false };
    const read = readKfMessages(reply.data.msg_list);
    return { ok: true, ...read, cursor: reply.data.next_cursor || undefined, hasMore: reply.data.has_more === 1 };
  }
}

function sendResult(answer: Answered, msgid: string, duplicateErrcodes: readonly number[]): SendResult {
  if (answer.kind === 'not-sent') return { state: 'failed', code: answer.code, retryable: answer.retryable };
  if (answer.kind === 'maybe-sent') return { state: 'unknown', code: answer.code };
  if (duplicateErrcodes.includes(answer.errcode)) return { state: 'accepted', vendorId: msgid };
  if (answer.errcode !== 0) return refusedSend(answer.errcode);
  const reply = sendReply.safeParse(answer.body);
  return { state: 'accepted', vendorId: (reply.success && reply.data.msgid) || msgid };
}
