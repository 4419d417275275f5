import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { SANDBOX_DUPLICATE_ERRCODE } from '../wecom/errors.ts';
import { externalUserId, openKfId } from './facts.ts';
import type { Store } from './store.ts';
import {
  parseJsonBody,
  type SentMessage,
  tokenError,
  type VendorAnswer,
  type VendorContext,
  type VendorRequest,
} from './vendor-context.ts';

const HOUR_MS = 3_600_000;
const WINDOW_MS = 48 * HOUR_MS;
const MESSAGES_PER_WINDOW = 5;
const MAX_TEXT_BYTES = 2048;

/** Loose on purpose: whatever can be read of a message is recorded, even when it is refused. */
const body = z.looseObject({
  touser: z.string().default(''),
  open_kfid: z.string().default(''),
  msgid: z.string().optional(),
  msgtype: z.string().default(''),
  text: z.looseObject({ content: z.string().default('') }).optional(),
});

/** `POST kf/send_msg` for texts, with the checks in the order of the live service. */
export function sendMsg(context: VendorContext, request: VendorRequest): VendorAnswer {
  const parsed = body.safeParse(parseJsonBody(request));
  const message = parsed.success ? readMessage(parsed.data) : undefined;
  const errcode = refusal(context, request, parsed.success ? parsed.data : undefined, message);
  if (message === undefined) return { errcode: errcode ?? 40035 };
  if (errcode !== undefined) return { errcode, message };
  return { errcode: 0, fields: { msgid: message.msgid }, message, accepted: true };
}

function readMessage(data: z.infer<typeof body>): SentMessage {
  const msgid = data.msgid ?? randomBytes(16).toString('hex');
  return { msgid, touser: data.touser, openKfId: data.open_kfid, text: data.text?.content ?? '' };
}

function refusal(
  context: VendorContext,
  request: VendorRequest,
  data: z.infer<typeof body> | undefined,
  message: SentMessage | undefined,
): number | undefined {
  const token = tokenError(context, request.query);
  if (token !== undefined) return token;
  const failure = context.faults.takeFailure(request.path);
  if (failure !== undefined) return failure;
  if (data === undefined || message === undefined) return 40035;
  if (!openKfId.safeParse(message.openKfId).success) return 95000;
  if (!externalUserId.safeParse(message.touser).success) return 40096;
  if (data.msgtype !== 'text') return 40008;
  if (message.text === '') return 40063;
  if (Buffer.byteLength(message.text) > MAX_TEXT_BYTES) return 40058;
  if (!/^[0-9a-zA-Z_-]{1,32}$/.test(message.msgid)) return 40058;
  const repeated = context.store.acceptedIds.has(`${message.openKfId}/${message.msgid}`);
  if (repeated && context.store.settings.onDuplicate === 'refuse') return SANDBOX_DUPLICATE_ERRCODE;
  return context.store.settings.kfWindow ? windowError(context.store, message.touser, context.now()) : undefined;
}

/** Five messages within 48 h of the patient's last one. */
function windowError(store: Store, patient: string, now: number): number | undefined {
  const bubbles = store.chats.get(patient)?.bubbles ?? [];
  const last = bubbles.findLastIndex((bubble) => bubble.direction === 'patient');
  const lastAt = bubbles[last]?.at;
  if (lastAt === undefined || now - lastAt > WINDOW_MS) return 95002;
  return bubbles.length - 1 - last >= MESSAGES_PER_WINDOW ? 95001 : undefined;
}
