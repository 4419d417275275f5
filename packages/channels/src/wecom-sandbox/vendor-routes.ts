import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { answerVendor } from './vendor-api.ts';
import type { VendorAnswer, VendorContext } from './vendor-context.ts';

/** /cgi-bin/**: every request is on the disk, with what it was answered, before the answer leaves. */
export async function vendorRoutes(app: FastifyInstance, context: VendorContext): Promise<void> {
  const stopping = new AbortController();
  app.addHook('preClose', async () => stopping.abort());
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, content, done) => done(null, content));

  app.all('/cgi-bin/*', async (request, reply) => {
    const url = new URL(request.raw.url ?? '/', 'http://sandbox');
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const answer = answerVendor(context, { method: request.method, path: url.pathname, query: url.searchParams, body });
    await record(context, request.method, url.pathname, createHash('sha256').update(body).digest('hex'), answer);
    // A delay that is cut short by shutting down still answers: what was accepted was accepted.
    if (context.faults.delayMs > 0) await pause(context.faults.delayMs, stopping.signal);
    if (answer.accepted && context.faults.takeDrop()) {
      reply.hijack();
      request.raw.socket.destroy();
      return reply;
    }
    return send(reply, answer);
  });

  app.setErrorHandler(async (error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status === 413) {
      const path = new URL(request.raw.url ?? '/', 'http://sandbox').pathname;
      await record(context, request.method, path, null, { errcode: null }, status);
    }
    return reply.code(status).send();
  });
}

async function record(
  { store }: VendorContext,
  method: string,
  path: string,
  bodySha256: string | null,
  answer: VendorAnswer,
  status = answer.errcode === null ? 404 : 200,
): Promise<void> {
  const { errcode, message, accepted = false } = answer;
  await store.add({
    type: 'request',
    method,
    path,
    bodySha256,
    status,
    errcode,
    accepted,
    ...(message && { message }),
  });
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch {
    // Aborted: the server is closing.
  }
}

function send(reply: FastifyReply, { errcode, fields }: VendorAnswer): FastifyReply {
  if (errcode === null) return reply.code(404).send();
  const errmsg =
    errcode === 0 ? 'ok' : `sandbox error, more info at https://open.work.weixin.qq.com/devtool/query?e=${errcode}`;
  return reply
    .code(200)
    .header('content-type', 'application/json; charset=UTF-8')
    .send({ errcode, errmsg, ...fields });
}
