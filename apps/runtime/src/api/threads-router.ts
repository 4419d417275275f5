import { commentBody, newThread } from '@suivi/schema';
import { z } from 'zod';
import { needs, t } from './trpc.ts';

export const threadsRouter = t.router({
  list: needs('journey.read')
    .input(z.object({ journey: z.uuid() }))
    .query(({ ctx, input }) => ctx.services.listThreads(ctx.caller, input.journey)),
  open: needs('review.comment')
    .input(newThread.extend({ journey: z.uuid() }))
    .mutation(({ ctx, input }) => ctx.services.openThread(ctx.caller, input)),
  reply: needs('review.comment')
    .input(z.object({ thread: z.uuid(), body: commentBody }))
    .mutation(({ ctx, input }) => ctx.services.replyToThread(ctx.caller, input)),
  resolve: needs('review.comment')
    .input(z.object({ thread: z.uuid(), resolved: z.boolean() }))
    .mutation(({ ctx, input }) => ctx.services.resolveThread(ctx.caller, input)),
});
