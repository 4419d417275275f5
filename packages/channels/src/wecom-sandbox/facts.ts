import { z } from 'zod';

/** What the sandbox writes down. Facts are only ever added; everything it shows is computed from them. */
const seq = z.number().int().positive();
/** Epoch milliseconds. */
const at = z.number().int();

/** Ids of patients as WeCom shapes them: `wm…` or `wo…`. */
export const externalUserId = z.string().regex(/^w[mo][A-Za-z0-9_-]{1,62}$/);
export const openKfId = z.string().regex(/^wk[A-Za-z0-9_-]{1,62}$/);

/** A `send_msg` as it came in, accepted or not. */
const sentText = z.object({ msgid: z.string(), touser: z.string(), openKfId: z.string(), text: z.string() });

export const requestFact = z.object({
  type: z.literal('request'),
  seq,
  at,
  method: z.string(),
  /** Without the query, which carries the token. */
  path: z.string(),
  /** Hex; null when the body was too large to be read. */
  bodySha256: z.string().nullable(),
  status: z.number().int(),
  errcode: z.number().int().nullable(),
  message: sentText.optional(),
  /** True when `message` went to the patient's chat. */
  accepted: z.boolean(),
});

export const patientFact = z.object({
  type: z.literal('patient'),
  seq,
  at,
  id: externalUserId,
  name: z.string(),
  kfid: openKfId.optional(),
});

export const replyFact = z.object({
  type: z.literal('reply'),
  seq,
  at,
  msgid: z.string(),
  from: externalUserId,
  kfid: openKfId,
  text: z.string(),
  menuId: z.string().optional(),
});

/** The patient's side could not receive an accepted message: becomes a `msg_send_fail` event. */
export const undeliveredFact = z.object({
  type: z.literal('undelivered'),
  seq,
  at,
  msgid: z.string(),
  to: externalUserId,
  kfid: openKfId,
  failMsgid: z.string(),
  failType: z.number().int(),
});

/** Lasting settings: the sandbox may be killed in a demo and must still know where to call back. */
export const settings = z.object({
  callbackUrl: z.string(),
  token: z.string(),
  encodingAesKey: z.string(),
  corpId: z.string(),
  accountName: z.string(),
  orgName: z.string(),
  kfWindow: z.boolean(),
  onDuplicate: z.enum(['show', 'refuse']),
});
export type Settings = z.infer<typeof settings>;

export const settingsFact = z.object({ type: z.literal('settings'), seq, at, changed: settings.partial() });

export const fact = z.discriminatedUnion('type', [requestFact, patientFact, replyFact, undeliveredFact, settingsFact]);
export type Fact = z.infer<typeof fact>;
export type RequestFact = z.infer<typeof requestFact>;
type WithoutPlace<F> = F extends Fact ? Omit<F, 'seq' | 'at'> : never;
/** A fact that has not got its number and time yet. */
export type NewFact = WithoutPlace<Fact>;
