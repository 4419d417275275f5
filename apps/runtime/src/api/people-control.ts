import { runCommand } from '@suivi/schema';
import { needs } from './trpc.ts';

/** Acting on people in a journey: part of `people` in router.ts. */
export const peopleControl = {
  control: needs('run.operate')
    .input(runCommand)
    .mutation(({ ctx, input }) => ctx.services.controlRun(ctx.caller, input)),
};
