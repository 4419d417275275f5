import { cleanText, localText, WORK_DUE, WORK_FILTERS } from '@suivi/schema';
import { z } from 'zod';
import { needs, t } from './trpc.ts';

const groupKey = cleanText(60).trim().min(1);
const words = (max: number) => cleanText(max).trim();
const outboxKey = cleanText(120).min(1);

export const tasksRouter = t.router({
  list: needs('task.read')
    .input(
      z.object({
        filter: z.enum(WORK_FILTERS).default('mine'),
        group: groupKey.optional(),
        due: z.enum(WORK_DUE).default('today'),
        after: z.string().max(400).optional(),
      }),
    )
    .query(({ ctx, input }) => ctx.services.listWork(ctx.caller, input)),
  close: needs('task.close')
    .input(z.object({ task: z.uuid(), outcome: cleanText(60).min(1), note: words(2_000).default('') }))
    .mutation(({ ctx, input }) => ctx.services.closeTask(ctx.caller, input)),
  confirmMessage: needs('task.close')
    .input(z.object({ key: outboxKey }))
    .mutation(({ ctx, input }) => ctx.services.confirmMessage(ctx.caller, input.key)),
  declineMessage: needs('task.close')
    .input(z.object({ key: outboxKey, reason: words(500).min(1) }))
    .mutation(({ ctx, input }) => ctx.services.declineMessage(ctx.caller, input)),
});

export const staffRouter = t.router({
  groups: needs('journey.read').query(({ ctx }) => ctx.services.listStaffGroups(ctx.caller)),
  people: needs('staff.manage').query(({ ctx }) => ctx.services.listStaff(ctx.caller)),
  saveGroup: needs('staff.manage')
    .input(z.object({ key: groupKey, label: localText }))
    .mutation(({ ctx, input }) => ctx.services.saveStaffGroup(ctx.caller, input)),
  setMembers: needs('staff.manage')
    .input(z.object({ group: groupKey, members: z.array(z.uuid()).max(500) }))
    .mutation(({ ctx, input }) => ctx.services.setGroupMembers(ctx.caller, input)),
});
