import { newTrial, SuiviError, watermark } from '@suivi/schema';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { keyHolder } from '../accounts/api-keys.ts';
import type { Caller } from '../api/caller.ts';
import type { RestOptions } from './rest-options.ts';

/** Trials, for the feeder: their patients' events and enrolments come in like everybody's. */
export function trialRoutes(app: FastifyInstance, { db, services }: Pick<RestOptions, 'db' | 'services'>): void {
  const runner = async (authorization: string | undefined): Promise<Caller> => {
    const caller = await keyHolder(db.app, authorization);
    if (!caller.permissions.has('trial.run')) throw new SuiviError('NOT_ALLOWED', { permission: 'trial.run' });
    return caller;
  };
  app.post('/v1/trials', async (request, reply) => {
    const caller = await runner(request.headers.authorization);
    return reply.code(201).send(await services.createTrial(caller, newTrial.parse(request.body ?? null)));
  });
  app.put<{ Params: { id: string } }>('/v1/trials/:id/watermark', async (request) => {
    const caller = await runner(request.headers.authorization);
    const trial = z.uuid().safeParse(request.params.id);
    if (!trial.success) throw new SuiviError('TRIAL_UNKNOWN');
    const { fedUntil } = watermark.parse(request.body ?? null);
    return services.feedTrial(caller, { trial: trial.data, fedUntil });
  });
}
