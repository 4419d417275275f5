import { fastifyRequestHandler } from '@trpc/server/adapters/fastify';
import type { FastifyInstance } from 'fastify';
import type { Accounts } from '../accounts/accounts.ts';
import { errorView, toSuiviError } from '../api/error-shape.ts';
import { appRouter } from '../api/router.ts';
import type { Services } from '../api/services.ts';
import { answerErrors } from './errors.ts';
import { takeJson } from './json-body.ts';
import { type Log, logUnforeseen } from './log.ts';
import { webHeaders } from './web-headers.ts';

const BODY_LIMIT = 4_194_304;

/** tRPC's number for "internal error", which its client wants to see in any error. */
const RPC_ERROR = -32_603;

/** The builder's API: queries, mutations and, as server-sent events, subscriptions. */
export async function trpcRoutes(
  app: FastifyInstance,
  { auth, services, log }: { auth: Accounts; services: Services; log: Log },
): Promise<void> {
  takeJson(app, BODY_LIMIT, (text) => text);
  answerErrors(app, log, (reply, error) => {
    const suivi = errorView(error);
    const data = { code: 'INTERNAL_SERVER_ERROR', httpStatus: suivi.status, suivi };
    return reply.code(suivi.status).send({ error: { message: suivi.sentence.en, code: RPC_ERROR, data } });
  });
  app.route<{ Params: { '*': string } }>({
    method: ['GET', 'POST'],
    // A wildcard: a batch names all its procedures in the path, longer than a parameter may be.
    url: '/trpc/*',
    bodyLimit: BODY_LIMIT,
    handler: async (request, reply) => {
      await fastifyRequestHandler({
        router: appRouter,
        req: request,
        res: reply,
        path: request.params['*'],
        createContext: async () => ({ services, caller: await auth.callerOf(webHeaders(request.headers)) }),
        onError: ({ error }) => logUnforeseen(log, toSuiviError(error)),
        responseMeta: () => ({ headers: new Headers({ 'cache-control': 'no-store' }) }),
      });
    },
  });
}
