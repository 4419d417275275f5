import { cleanText, draftCommand, eventType, isCleanJson, localText, parseInstant } from '@suivi/schema';
import { tracked } from '@trpc/server';
import { z } from 'zod';
import { nodesRouter } from './nodes-router.ts';
import { patientProcedures } from './patients-router.ts';
import { peopleControl } from './people-control.ts';
import { peopleMode } from './people-mode.ts';
import { staffRouter, tasksRouter } from './tasks-router.ts';
import { threadsRouter } from './threads-router.ts';
import { needs, open, t } from './trpc.ts';

const id = z.uuid();
const revision = z.number().int().min(0);
const hash = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const data = z.record(z.string(), z.unknown()).refine(isCleanJson, { error: 'TEXT_NOT_UNICODE' });
const instant = z.string().refine((text) => parseInstant(text) !== undefined, { error: 'INSTANT_IMPOSSIBLE' });

export const appRouter = t.router({
  staff: staffRouter,
  tasks: tasksRouter,
  threads: threadsRouter,
  nodes: nodesRouter,
  session: t.router({
    me: open.query(({ ctx }) => (ctx.caller ? ctx.services.me(ctx.caller) : null)),
    system: open.query(({ ctx }) => ctx.services.systemInfo()),
  }),
  journeys: t.router({
    list: needs('journey.read').query(({ ctx }) => ctx.services.listJourneys(ctx.caller)),
    get: needs('journey.read')
      .input(z.object({ journey: id }))
      .query(({ ctx, input }) => ctx.services.getJourney(ctx.caller, input.journey)),
    create: needs('journey.edit')
      .input(z.object({ title: localText }))
      .mutation(({ ctx, input }) => ctx.services.createJourney(ctx.caller, input.title)),
  }),
  drafts: t.router({
    edit: needs('journey.edit')
      .input(z.object({ journey: id, baseRevision: revision, commands: z.array(draftCommand).min(1).max(500) }))
      .mutation(({ ctx, input }) => ctx.services.applyDraft(ctx.caller, input)),
    log: needs('journey.read')
      .input(z.object({ journey: id, after: revision }))
      .query(({ ctx, input }) => ctx.services.draftLog(ctx.caller, input)),
    undo: needs('journey.edit')
      .input(z.object({ journey: id, baseRevision: revision }))
      .mutation(({ ctx, input }) => ctx.services.undoDraft(ctx.caller, input)),
    redo: needs('journey.edit')
      .input(z.object({ journey: id, baseRevision: revision }))
      .mutation(({ ctx, input }) => ctx.services.redoDraft(ctx.caller, input)),
  }),
  review: t.router({
    submit: needs('journey.edit')
      .input(z.object({ journey: id }))
      .mutation(({ ctx, input }) => ctx.services.submitReview(ctx.caller, input.journey)),
    withdraw: needs('journey.edit')
      .input(z.object({ journey: id }))
      .mutation(({ ctx, input }) => ctx.services.withdrawReview(ctx.caller, input.journey)),
    approve: needs('journey.approve')
      .input(z.object({ journey: id, node: cleanText(40).min(1), contentHash: hash, contextHash: hash }))
      .mutation(({ ctx, input }) => ctx.services.approve(ctx.caller, input)),
  }),
  publishing: t.router({
    check: needs('journey.read')
      .input(z.object({ journey: id }))
      .query(({ ctx, input }) => ctx.services.publishCheck(ctx.caller, input.journey)),
    publish: needs('journey.publish')
      .input(
        z.object({
          journey: id,
          revision,
          manifests: z.record(z.string(), z.string()).optional(),
          note: cleanText(500).default(''),
        }),
      )
      .mutation(({ ctx, input }) => ctx.services.publish(ctx.caller, input)),
  }),
  people: t.router({
    ...peopleMode,
    ...peopleControl,
    runs: needs('run.read')
      .input(z.object({ journey: id, node: cleanText(40).optional() }))
      .query(({ ctx, input }) => ctx.services.listRuns(ctx.caller, input)),
    run: needs('run.read')
      .input(z.object({ run: id }))
      .query(({ ctx, input }) => ctx.services.getRun(ctx.caller, input.run)),
    watch: needs('run.read')
      .input(
        z.object({
          journey: id,
          run: id.optional(),
          version: id.optional(),
          lastEventId: z.string().max(80).optional(),
        }),
      )
      .subscription(async function* ({ ctx, input, signal }) {
        const stream = ctx.services.watch(ctx.caller, input, signal ?? new AbortController().signal);
        for await (const { id: cursor, event } of stream) yield tracked(cursor, event);
      }),
    enrol: needs('run.enrol')
      .input(z.object({ journey: id, patient: cleanText(200).min(1), at: instant.optional() }))
      .mutation(({ ctx, input }) => ctx.services.enrol(ctx.caller, input)),
    sendTestEvent: needs('run.enrol')
      .input(z.object({ patient: cleanText(200).min(1), type: eventType, data: data.default({}) }))
      .mutation(({ ctx, input }) => ctx.services.sendTestEvent(ctx.caller, input)),
  }),
  patients: t.router({
    ...patientProcedures,
    listTest: needs('patient.read').query(({ ctx }) => ctx.services.listTestPatients(ctx.caller)),
    createTest: needs('run.enrol')
      .input(z.object({ name: cleanText(60).trim().min(1) }))
      .mutation(({ ctx, input }) => ctx.services.createTestPatient(ctx.caller, input.name)),
  }),
  keys: t.router({
    list: needs('key.manage').query(({ ctx }) => ctx.services.listApiKeys(ctx.caller)),
    create: needs('key.manage')
      .input(z.object({ name: cleanText(60).trim().min(1) }))
      .mutation(({ ctx, input }) => ctx.services.createApiKey(ctx.caller, input.name)),
    revoke: needs('key.manage')
      .input(z.object({ id }))
      .mutation(({ ctx, input }) => ctx.services.revokeApiKey(ctx.caller, input.id)),
  }),
  audit: t.router({
    list: needs('audit.read')
      .input(z.object({ before: z.number().int().positive().optional() }))
      .query(({ ctx, input }) => ctx.services.listAudit(ctx.caller, input.before)),
  }),
});

export type AppRouter = typeof appRouter;
export const createCaller = t.createCallerFactory(appRouter);
