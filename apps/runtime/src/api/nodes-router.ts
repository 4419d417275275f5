import { z } from 'zod';
import { needs, t } from './trpc.ts';

export const nodesRouter = t.router({
  read: needs('journey.read')
    .input(z.object({ journey: z.uuid() }))
    .query(({ ctx, input }) => ctx.services.readNodes(ctx.caller, input.journey)),
});
