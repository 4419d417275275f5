import { isCleanText, parseInstant, patientEvent, patientPut, SuiviError } from '@suivi/schema';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { keyHolder } from '../accounts/api-keys.ts';
import { inOrganization } from '../database/database.ts';
import { receiveEvents } from '../patients/receive-events.ts';
import { receiveEvent } from '../people/send-event.ts';
import { feederRoutes } from './feeder-routes.ts';
import { takeJson } from './json-body.ts';
import type { RestOptions } from './rest-options.ts';
import { trialRoutes } from './trial-routes.ts';

export const REST_BODY_LIMIT = 1_048_576;

const text = z.string().min(1).max(200).refine(isCleanText, { error: 'TEXT_NOT_UNICODE' });

const enrolment = z.object({
  /** The patient's id in the calling system. */
  patient: text,
  at: z
    .string()
    .refine((at) => parseInstant(at) !== undefined, { error: 'INSTANT_IMPOSSIBLE' })
    .optional(),
});

/** For other systems, with an API key. 202 = taken into the inbox, 200 = it was there already. */
export async function restRoutes(app: FastifyInstance, { db, services, now }: RestOptions): Promise<void> {
  takeJson(app, REST_BODY_LIMIT, (body) => JSON.parse(body));
  trialRoutes(app, { db, services });
  feederRoutes(app, { db, now });
  app.post('/v1/events', { bodyLimit: REST_BODY_LIMIT }, async (request, reply) => {
    const caller = await keyHolder(db.app, request.headers.authorization);
    const batch = batchOf(request.body);
    if (batch) {
      const { organizationId } = caller;
      return { results: await inOrganization(db, organizationId, (tx) => receiveEvents(tx, caller, batch, now())) };
    }
    const event = patientEvent.parse(request.body ?? null);
    const taken = await inOrganization(db, caller.organizationId, (tx) => receiveEvent(tx, caller, event, now()));
    return accepted(reply, taken);
  });
  app.put<{ Params: { id: string } }>('/v1/patients/:id', { bodyLimit: REST_BODY_LIMIT }, async (request, reply) => {
    const caller = await keyHolder(db.app, request.headers.authorization);
    const id = text.parse(request.params.id);
    const stored = await services.putPatient(caller, id, patientPut.parse(request.body ?? null));
    return reply.code(stored.created ? 201 : 200).send(stored);
  });
  app.post<{ Params: { id: string } }>(
    '/v1/journeys/:id/enrol',
    { bodyLimit: REST_BODY_LIMIT },
    async (request, reply) => {
      const caller = await keyHolder(db.app, request.headers.authorization);
      const journey = z.uuid().safeParse(request.params.id);
      if (!journey.success) throw new SuiviError('JOURNEY_UNKNOWN');
      const { patient, at } = enrolment.parse(request.body ?? null);
      const idempotencyKey = keyOf(request.headers['idempotency-key']);
      return accepted(reply, await services.enrol(caller, { journey: journey.data, patient, at, idempotencyKey }));
    },
  );
}

/** A batch is an array, or an object with the array under `events`. */
function batchOf(body: unknown): unknown[] | undefined {
  if (Array.isArray(body)) return body;
  const events = typeof body === 'object' && body !== null ? Reflect.get(body, 'events') : undefined;
  return Array.isArray(events) ? events : undefined;
}

function keyOf(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const parsed = text.safeParse(header);
  if (!parsed.success) throw new SuiviError('INPUT_INVALID', { field: 'Idempotency-Key', reason: '1 to 200 letters' });
  return parsed.data;
}

const accepted = (reply: FastifyReply, taken: { event: string; duplicate: boolean }) =>
  reply.code(taken.duplicate ? 200 : 202).send(taken);
