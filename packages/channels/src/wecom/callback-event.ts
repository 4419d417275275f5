import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readXml } from './callback-xml.ts';

/** `kf-message`: the account has news, pull them with `token` (valid 10 min). `other`: an event we don't act on. */
export type CallbackEvent =
  | { readonly kind: 'kf-message'; readonly openKfId: string; readonly token: string }
  | { readonly kind: 'other'; readonly event: string };

const kfEvent = z.looseObject({
  Event: z.literal('kf_msg_or_event'),
  Token: z.string().min(1),
  OpenKfId: z.string().min(1),
});
const anyEvent = z.looseObject({ Event: z.string().optional(), MsgType: z.string().optional() });

/** Reads the decrypted XML of a callback; undefined when it is no event of WeCom at all. */
export function parseCallbackEvent(plaintext: string): CallbackEvent | undefined {
  const xml = readXml(plaintext);
  const kf = kfEvent.safeParse(xml);
  if (kf.success) return { kind: 'kf-message', openKfId: kf.data.OpenKfId, token: kf.data.Token };
  const other = anyEvent.safeParse(xml);
  if (!other.success) return undefined;
  const event = other.data.Event ?? other.data.MsgType;
  return event === undefined ? undefined : { kind: 'other', event };
}

/**
 * The inbox key of a callback. WeCom's advice, sender + creation second, would merge two patients of one second,
 * since events always come from `sys`.
 */
export function callbackInboxKey(plaintext: string): string {
  return createHash('sha256').update(plaintext, 'utf8').digest('hex');
}
