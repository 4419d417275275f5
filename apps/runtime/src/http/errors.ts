import { SuiviError } from '@suivi/schema';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { toSuiviError } from '../api/error-shape.ts';
import type { Log } from './log.ts';
import { logUnforeseen } from './log.ts';
import { type Problem, problemOf, sendProblem } from './problem.ts';

/** Every error of every route leaves here, as a problem or in the form that `render` gives it. */
export function answerErrors(
  app: FastifyInstance,
  log: Log,
  render: (reply: FastifyReply, error: SuiviError, problem: Problem) => FastifyReply = (reply, _, problem) =>
    sendProblem(reply, problem),
): void {
  app.setErrorHandler((thrown: FastifyError, request: FastifyRequest, reply) => {
    const error = ofFastify(thrown, request) ?? toSuiviError(thrown);
    logUnforeseen(log, error);
    return render(reply, error, problemOf(error));
  });
}

/** What fastify finds wrong with a request before a handler sees it. */
function ofFastify(thrown: FastifyError, request: FastifyRequest): SuiviError | undefined {
  switch (thrown.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new SuiviError('BODY_TOO_LARGE', { limit: request.routeOptions.bodyLimit ?? 0 }, { cause: thrown });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_ERR_CTP_EMPTY_TYPE':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new SuiviError('BODY_NOT_JSON', {}, { cause: thrown });
    case 'FST_ERR_BAD_URL':
      return new SuiviError('NOT_FOUND', {}, { cause: thrown });
    default:
      return undefined;
  }
}
