import { isCleanText, parseInstant, SuiviError } from '@suivi/schema';
import type { FastifyInstance } from 'fastify';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import { keyHolder } from '../accounts/api-keys.ts';
import type { Caller } from '../api/caller.ts';
import { inOrganization } from '../database/database.ts';
import { closeTask } from '../tasks/close-task.ts';
import { openJourneys, trialProgress, trialSteps, trialTasks } from '../trials/read-trial.ts';
import type { RestOptions } from './rest-options.ts';

const closing = z.object({
  outcome: z.string().min(1).max(60).refine(isCleanText),
  note: z.string().max(500).refine(isCleanText).default(''),
  /** The instant of the journey's time at which somebody closes it. */
  at: z.string().refine((text) => parseInstant(text) !== undefined, { error: 'INSTANT_IMPOSSIBLE' }),
});

const cursor = z
  .string()
  .regex(/^[0-9a-f-]{36}\.\d{1,9}$/)
  .optional();

/** What a feeder reads of its trial, and how it closes to-dos at instants of the trial's own time. */
export function feederRoutes(app: FastifyInstance, { db, now }: Pick<RestOptions, 'db' | 'now'>): void {
  const asRunner = async <T>(
    authorization: string | undefined,
    work: (tx: PoolClient, caller: Caller) => Promise<T>,
  ): Promise<T> => {
    const caller = await keyHolder(db.app, authorization);
    if (!caller.permissions.has('trial.run')) throw new SuiviError('NOT_ALLOWED', { permission: 'trial.run' });
    return inOrganization(db, caller.organizationId, (tx) => work(tx, caller));
  };
  app.get('/v1/journeys', ({ headers }) =>
    asRunner(headers.authorization, async (tx) => ({ journeys: await openJourneys(tx) })),
  );
  app.get<{ Params: { id: string } }>('/v1/trials/:id', ({ headers, params }) =>
    asRunner(headers.authorization, (tx) => trialProgress(tx, trialId(params.id))),
  );
  app.get<{ Params: { id: string }; Querystring: { after?: string } }>(
    '/v1/trials/:id/steps',
    ({ headers, params, query }) =>
      asRunner(headers.authorization, (tx) => trialSteps(tx, trialId(params.id), cursor.parse(query.after))),
  );
  app.get<{ Params: { id: string } }>('/v1/trials/:id/tasks', ({ headers, params }) =>
    asRunner(headers.authorization, async (tx) => ({ tasks: await trialTasks(tx, trialId(params.id)) })),
  );
  app.post<{ Params: { id: string; task: string } }>('/v1/trials/:id/tasks/:task/close', ({ headers, params, body }) =>
    asRunner(headers.authorization, async (tx, caller) => {
      const { outcome, note, at } = closing.parse(body ?? null);
      const task = z.uuid().safeParse(params.task).data;
      const known = await trialTasks(tx, trialId(params.id));
      // A key may close the to-dos of its trials, and nobody else's.
      if (!task || !known.some(({ id }) => id === task)) throw new SuiviError('TASK_UNKNOWN');
      return closeTask(tx, caller, { task, outcome, note, at: parseInstant(at) }, now());
    }),
  );
}

function trialId(text: string): string {
  const id = z.uuid().safeParse(text);
  if (!id.success) throw new SuiviError('TRIAL_UNKNOWN');
  return id.data;
}
