import { SuiviError } from '@suivi/schema';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Accounts, PEER_HEADER } from '../accounts/accounts.ts';
import { takeJson } from './json-body.ts';
import { type Problem, problemOf, sendProblem } from './problem.ts';
import { webHeaders } from './web-headers.ts';

/**
 * What may be asked of the library. It brings dozens more (inviting, changing roles, deleting accounts), each with
 * rules of its own instead of our permissions: those stay shut.
 */
const OPEN = [
  ['POST', '/sign-in/email'],
  ['POST', '/sign-out'],
  ['GET', '/get-session'],
  ['GET', '/organization/list'],
  ['POST', '/organization/set-active'],
] as const;

const BODY_LIMIT = 16_384;

/** Sign-in and sessions under /api/auth/. */
export async function authRoutes(app: FastifyInstance, auth: Accounts): Promise<void> {
  takeJson(app, BODY_LIMIT, (text) => text);
  for (const [method, path] of OPEN) {
    app.route({
      method,
      url: `/api/auth${path}`,
      bodyLimit: BODY_LIMIT,
      exposeHeadRoute: false,
      handler: async (request, reply) => answer(reply, await auth.handle(toWebRequest(request))),
    });
  }
}

function toWebRequest(request: FastifyRequest): Request {
  const headers = webHeaders(request.headers);
  headers.set(PEER_HEADER, request.ip);
  return new Request(`${request.protocol}://${request.host}${request.url}`, {
    method: request.method,
    headers,
    ...(typeof request.body === 'string' ? { body: request.body } : {}),
  });
}

async function answer(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
  if (!response.ok) {
    const retryAfter = response.headers.get('x-retry-after');
    if (retryAfter) reply.header('retry-after', retryAfter);
    return sendProblem(reply, problemFor(response.status));
  }
  return reply
    .code(response.status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(await response.text());
}

/** The library's own sentences are English and tell an address from a password; ours do not. */
function problemFor(status: number): Problem {
  if (status === 429) return problemOf(new SuiviError('TOO_MANY_TRIES'));
  if (status >= 500) return problemOf(new SuiviError('NOT_READY'));
  if (status === 401) return problemOf(new SuiviError('SIGN_IN_FAILED'));
  if (status === 403) return problemOf(new SuiviError('FOREIGN_ORIGIN'));
  return problemOf(new SuiviError('INPUT_INVALID', { field: 'body', reason: 'e-mail and password are needed' }));
}
