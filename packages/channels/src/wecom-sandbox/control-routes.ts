import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { callbackSecrets } from '../wecom/callback-crypto.ts';
import type { CallbackSender } from './callback-sender.ts';
import type { Chat } from './chats.ts';
import { streamEvents } from './event-stream.ts';
import { externalUserId, openKfId, settings } from './facts.ts';
import { faultSettings } from './faults.ts';
import { fieldsOf, onError, sendProblem } from './problem.ts';
import type { VendorContext } from './vendor-context.ts';

const DEFAULT_KFID = 'wkSandbox';
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

const configBody = z.strictObject({
  ...settings.partial().shape,
  ...faultSettings.partial().shape,
  // The sandbox speaks to this machine only: a mistyped address must not carry test chats elsewhere.
  callbackUrl: z
    .url({ protocol: /^https?$/ })
    .refine((url) => LOOPBACK.has(new URL(url).hostname), 'loopback only')
    .optional(),
  token: callbackSecrets.shape.token.optional(),
  encodingAesKey: callbackSecrets.shape.encodingAesKey.optional(),
});
const patientBody = z.strictObject({ name: z.string().trim().min(1).max(40), kfid: openKfId.optional() });
const replyBody = z.strictObject({
  text: z
    .string()
    .min(1)
    .max(2000)
    .refine((text) => text.trim() !== '', 'blank'),
  menuId: z.string().min(1).max(128).optional(),
});
const undeliveredBody = z.strictObject({
  msgid: z.string().min(1),
  failType: z.number().int().min(0).max(99).default(0),
});
const patientParams = z.object({ id: externalUserId });
const requestsQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).optional(),
});
const messagesQuery = z.object({ patient: externalUserId.optional() });

/** /__sandbox/**: what a tester or a demo does to the sandbox; no real client ever calls it. */
export async function controlRoutes(
  app: FastifyInstance,
  options: { context: VendorContext; callbacks: CallbackSender; dataDir: string },
): Promise<void> {
  const { context, callbacks, dataDir } = options;
  const { store } = context;
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(onError);

  app.get('/__sandbox/health', async () => ({ ok: true, dataDir, seq: store.durableSeq }));

  app.put('/__sandbox/config', async (request, reply) => {
    const body = read(configBody, request.body, reply);
    if (!body) return reply;
    const faults = faultSettings.partial().parse(body);
    const changed = settings.partial().parse(body);
    if (Object.keys(changed).length > 0) await store.add({ type: 'settings', changed });
    context.faults.set(faults);
    return { ok: true };
  });

  app.put('/__sandbox/patients/:id', async (request, reply) => {
    const params = read(patientParams, request.params, reply);
    const body = params && read(patientBody, request.body, reply);
    if (!params || !body) return reply;
    await store.add({ type: 'patient', id: params.id, name: body.name, ...(body.kfid && { kfid: body.kfid }) });
    return { ok: true };
  });

  app.get('/__sandbox/patients', async () => ({
    patients: store.chats.all().map(summary),
    account: { name: store.settings.accountName ?? null, org: store.settings.orgName ?? null },
    seq: store.durableSeq,
  }));

  app.post('/__sandbox/patients/:id/reply', async (request, reply) => {
    const chat = findChat(request, reply);
    const body = chat && read(replyBody, request.body, reply);
    if (!chat || !body) return reply;
    const kfid = chat.kfid ?? DEFAULT_KFID;
    const msgid = randomUUID().replaceAll('-', '');
    const { text, menuId } = body;
    const kept = await store.add({ type: 'reply', msgid, from: chat.id, kfid, text, ...(menuId && { menuId }) });
    callbacks.announce(kfid);
    return { msgid, at: kept.at };
  });

  app.post('/__sandbox/patients/:id/undelivered', async (request, reply) => {
    const chat = findChat(request, reply);
    const body = chat && read(undeliveredBody, request.body, reply);
    if (!chat || !body) return reply;
    const sent = chat.bubbles.some(({ msgid, direction }) => msgid === body.msgid && direction === 'institution');
    if (!sent) return sendProblem(reply, 'message-unknown');
    const kfid = chat.kfid ?? DEFAULT_KFID;
    const msgid = randomUUID().replaceAll('-', '');
    await store.add({ type: 'undelivered', msgid, to: chat.id, kfid, failMsgid: body.msgid, failType: body.failType });
    callbacks.announce(kfid);
    return { msgid };
  });

  app.get('/__sandbox/requests', async (request, reply) => {
    const query = read(requestsQuery, request.query, reply);
    if (!query) return reply;
    const { after, limit } = query;
    const found = store.requests.filter(({ seq }) => seq > after && seq <= store.durableSeq);
    const requests = limit === undefined ? found : found.slice(0, limit);
    return { requests, more: requests.length < found.length };
  });

  app.get('/__sandbox/messages', async (request, reply) => {
    const query = read(messagesQuery, request.query, reply);
    if (!query) return reply;
    const chats = query.patient === undefined ? store.chats.all() : [store.chats.get(query.patient)];
    const bubbles = chats.flatMap((chat) => chat?.bubbles ?? []).filter(({ seq }) => seq <= store.durableSeq);
    return { messages: bubbles.sort((a, b) => a.seq - b.seq), seq: store.durableSeq };
  });

  app.get('/__sandbox/events', (request, reply) => streamEvents(store, request, reply));

  function findChat(request: FastifyRequest, reply: FastifyReply): Chat | undefined {
    const params = read(patientParams, request.params, reply);
    const chat = params && store.chats.get(params.id);
    if (params && !chat) sendProblem(reply, 'patient-unknown');
    return chat;
  }
}

/** Parses input; on failure the problem is already sent and undefined comes back. */
function read<T>(schema: z.ZodType<T>, input: unknown, reply: FastifyReply): T | undefined {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  sendProblem(reply, 'bad-input', fieldsOf(parsed.error));
  return undefined;
}

function summary({ id, name, bubbles }: Chat): object {
  const last = bubbles.at(-1);
  return { id, name: name ?? null, last: last ? { at: last.at, text: last.text, direction: last.direction } : null };
}
