import { ERRORS, type SuiviError, type Words } from '@suivi/schema';
import type { FastifyReply } from 'fastify';

/** An error as RFC 9457 describes it, in both languages and with our stable code. */
export interface Problem {
  type: string;
  title: string;
  titleZh: string;
  status: number;
  code: string;
  /** The field that is wrong. */
  detail?: string;
  /** More that a client can use: open diagnostics, missing commands. */
  errors?: Record<string, unknown>;
}

export function problemOf(error: SuiviError): Problem {
  const { field } = error.params;
  return {
    ...makeProblem(error.code, ERRORS[error.code].status, error.sentence()),
    ...(field === undefined ? {} : { detail: String(field) }),
    ...(Object.keys(error.extra).length === 0 ? {} : { errors: error.extra }),
  };
}

export const makeProblem = (code: string, status: number, words: Words): Problem => ({
  type: `urn:suivi:problem:${code}`,
  title: words.en,
  titleZh: words.zh,
  status,
  code,
});

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.status === 503) reply.header('retry-after', '2');
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  // As text: fastify would choose the charset and the serializer by the content type.
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
}
