import { SuiviError } from '@suivi/schema';
import type { FastifyInstance } from 'fastify';
import { problemOf, sendProblem } from './problem.ts';

/** What keeps the product from doing its work: `runtime` while it starts or drains, else parts that are down. */
export type Missing = () => readonly string[] | Promise<readonly string[]>;

/** `live`: the process answers. `ready`: it can do its work; not while starting, draining or without one of its parts. */
export function healthRoutes(app: FastifyInstance, missing: Missing): void {
  app.get('/health/live', async (_request, reply) => reply.header('cache-control', 'no-store').send({ live: true }));
  app.get('/health/ready', async (_request, reply) => {
    const down = await missing();
    if (down.length > 0) return sendProblem(reply, problemOf(new SuiviError('NOT_READY', {}, { extra: { down } })));
    return reply.header('cache-control', 'no-store').send({ ready: true });
  });
}
