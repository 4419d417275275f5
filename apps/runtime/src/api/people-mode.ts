import { isCleanJson, PEOPLE_AT_NODE, PEOPLE_IN_JOURNEY } from '@suivi/schema';
import { z } from 'zod';
import { needs } from './trpc.ts';

const id = z.uuid();
const node = z.string().min(1).max(40);
const search = z.string().trim().min(1).max(60).refine(isCleanJson, { error: 'TEXT_NOT_UNICODE' });

/** Who is behind a number of the canvas, and why a patient is where they are. */
export const peopleMode = {
  at: needs('run.read')
    .input(
      z.object({
        journey: id,
        node: node.optional(),
        port: node.optional(),
        state: z.enum([...PEOPLE_AT_NODE, ...PEOPLE_IN_JOURNEY]).optional(),
        version: id.optional(),
        search: search.optional(),
        after: z.string().max(80).optional(),
      }),
    )
    .query(({ ctx, input }) => ctx.services.peopleAt(ctx.caller, input)),
  why: needs('run.read')
    .input(z.object({ run: id, node }))
    .query(({ ctx, input }) => ctx.services.why(ctx.caller, input)),
  older: needs('run.read')
    .input(z.object({ journey: id, version: id.optional() }))
    .query(({ ctx, input }) => ctx.services.olderVersions(ctx.caller, input)),
};
