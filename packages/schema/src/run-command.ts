import { z } from 'zod';
import { cleanText } from './text.ts';

const node = z.string().min(1).max(40);

/**
 * What an operator asks of a run that waits. `node` and `expectSeq` are the place and the last trace row that they saw:
 * a run that has gone on since then refuses.
 */
export const runCommand = z
  .object({
    run: z.uuid(),
    op: z.enum(['skipWait', 'goto', 'exit']),
    node,
    expectSeq: z.number().int().min(1),
    /** Only with `goto`: where to. */
    to: node.optional(),
    /** Only with `exit`: the outcome that is recorded. */
    outcome: cleanText(60).min(1).optional(),
    reason: cleanText(500).min(1),
  })
  .refine(({ op, to }) => (op === 'goto') === (to !== undefined), { path: ['to'], error: 'goes with goto' })
  .refine(({ op, outcome }) => op === 'exit' || outcome === undefined, { path: ['outcome'], error: 'goes with exit' })
  .transform(({ to, outcome, ...rest }) => ({ ...rest, ...(to ? { to } : {}), ...(outcome ? { outcome } : {}) }));
export type RunCommand = z.output<typeof runCommand>;
