import { SuiviError } from '@suivi/schema';
import type { FastifyInstance } from 'fastify';

/** Records may be kept without an engine; whatever else comes in by REST would wait for one. */
const KEEPS_RECORDS = /^\/v1\/patients\//;

/** For an installation that runs nothing: an accepted event would promise what nobody does. */
export function refuseRunning(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (request.method !== 'GET' && !KEEPS_RECORDS.test(request.url)) throw new SuiviError('DESIGN_ONLY');
  });
}
