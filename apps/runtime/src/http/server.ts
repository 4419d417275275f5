import { SuiviError } from '@suivi/schema';
import { type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import type { Accounts } from '../accounts/accounts.ts';
import type { Services } from '../api/services.ts';
import type { Database } from '../database/database.ts';
import { authRoutes } from './auth-routes.ts';
import { builderFiles } from './builder-files.ts';
import { refuseRunning } from './design-only.ts';
import { answerErrors } from './errors.ts';
import { healthRoutes, type Missing } from './health-routes.ts';
import { takeJson } from './json-body.ts';
import type { Log } from './log.ts';
import { problemOf, sendProblem } from './problem.ts';
import { REST_BODY_LIMIT, restRoutes } from './rest-routes.ts';
import { SECURITY_HEADERS, secureEveryAnswer } from './security-headers.ts';
import { trpcRoutes } from './trpc-routes.ts';

export interface ServerOptions {
  db: Database;
  services: Services;
  auth: Accounts;
  /** What keeps the product from doing its work now; nothing when it is ready. */
  missing: Missing;
  /** Nothing would run what comes in: requests that only an engine could serve are refused with DESIGN_ONLY. */
  designOnly?: boolean;
  /** Folder of the built builder; absent, or without an index.html, there are no pages. */
  builderDir?: string;
  log: Log;
  /** Adds routes of others, the callbacks of channels, in a scope of their own. */
  extraRoutes?(app: FastifyInstance): void | Promise<void>;
  now?(): number;
}

/** The whole HTTP surface; the caller makes it listen. Closing it ends open streams. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const { db, services, auth, log, now = Date.now } = options;
  const app = fastify({
    bodyLimit: REST_BODY_LIMIT,
    // Its request log would hold addresses with inputs; ours below has the route only.
    logger: false,
    // An address that cannot be decoded never reaches hooks or handlers.
    frameworkErrors: (_error, _request, reply) => {
      reply.headers(SECURITY_HEADERS);
      sendProblem(reply as unknown as FastifyReply, problemOf(new SuiviError('NOT_FOUND')));
    },
    // A live stream never ends by itself.
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
  });
  secureEveryAnswer(app);
  answerErrors(app, log);
  takeJson(app, REST_BODY_LIMIT, (body) => JSON.parse(body));
  app.addHook('onResponse', async (request, reply) => {
    const { method, url } = request.routeOptions;
    log.info({ method, route: url ?? 'none', status: reply.statusCode, ms: Math.round(reply.elapsedTime) });
  });
  healthRoutes(app, options.missing);
  await app.register((scope) => authRoutes(scope, auth));
  await app.register((scope) => trpcRoutes(scope, { auth, services, log }));
  await app.register(async (scope) => {
    if (options.designOnly) refuseRunning(scope);
    await restRoutes(scope, { db, services, now });
  });
  await app.register(async (scope) => options.extraRoutes?.(scope));
  await builderFiles(app, options.builderDir);
  return app;
}
