import { SuiviError } from '@suivi/schema';
import type { FastifyInstance } from 'fastify';
import { problemOf, sendProblem } from './problem.ts';

/** `live`: the process answers. `ready`: it can do its work; not while starting, draining or without its database. */
export function healthRoutes(app: FastifyInstance, ready: () => boolean): void {
  app.get('/health/live', async (_request, reply) => reply.header('cache-control', 'no-store').send({ live: true }));
  app.get('/health/ready', async (_request, reply) => {
    if (!ready()) return sendProblem(reply, problemOf(new SuiviError('NOT_READY')));
    return reply.header('cache-control', 'no-store').send({ ready: true });
  });
}
