import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ChatEvent } from './chats.ts';
import type { Store } from './store.ts';

const HEARTBEAT_MS = 15_000;
/** A reader this far behind is cut off; it comes back with its last event id and misses nothing. */
const MAX_BACKLOG_BYTES = 1_000_000;

/**
 * Server-sent events of the chats. Goes on after `Last-Event-ID` (or `?after=`, for the first connection, which can't
 * send headers); with neither, only what happens from now on.
 */
export function streamEvents(store: Store, request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  const out = reply.raw;
  out.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  out.write('retry: 1000\n\n');
  const write = (event: ChatEvent): void => {
    out.write(`id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    if (out.writableLength > MAX_BACKLOG_BYTES) out.destroy();
  };
  for (const event of store.eventsAfter(startOf(request, store))) write(event);
  const stop = store.onEvent(write);
  const heartbeat = setInterval(() => out.write(': here\n\n'), HEARTBEAT_MS);
  out.on('close', () => {
    stop();
    clearInterval(heartbeat);
  });
}

function startOf(request: FastifyRequest, store: Store): number {
  const given = request.headers['last-event-id'] ?? new URL(request.url, 'http://sandbox').searchParams.get('after');
  return typeof given === 'string' && /^\d{1,15}$/.test(given) ? Number(given) : store.durableSeq;
}
