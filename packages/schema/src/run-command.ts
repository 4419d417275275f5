import { z } from 'zod';
import { cleanText } from './text.ts';

/** The last instant that a date can name. */
const MAX_INSTANT = 8_640_000_000_000_000;

/** `hold`: the clock runs, what came due fires on resuming. `stretch`: lengths of time get longer by the pause. */
export const PAUSE_MODES = ['hold', 'stretch'] as const;
export type PauseMode = (typeof PAUSE_MODES)[number];

const node = z.string().min(1).max(40);

/**
 * What an operator asks of a run that waits. `node` and `expectSeq` are the place and the last trace row that they saw:
 * a run that has gone on since then refuses.
 */
export const runCommand = z
  .object({
    run: z.uuid(),
    op: z.enum(['pause', 'resume', 'skipWait', 'setDeadline', 'goto', 'exit']),
    node,
    expectSeq: z.number().int().min(1),
    /** Only with `goto`: where to. */
    to: node.optional(),
    /** Only with `exit`: the outcome that is recorded. */
    outcome: cleanText(60).min(1).optional(),
    /** Only with `setDeadline`: the instant at which the wait ends, in epoch milliseconds. */
    until: z.number().int().min(0).max(MAX_INSTANT).optional(),
    /** Only with `pause`: whether the clock runs on and what came due fires on resuming, or lengths of time get longer. */
    mode: z.enum(PAUSE_MODES).optional(),
    reason: cleanText(500).min(1),
  })
  .refine(({ op, to }) => (op === 'goto') === (to !== undefined), { path: ['to'], error: 'goes with goto' })
  .refine(({ op, outcome }) => op === 'exit' || outcome === undefined, { path: ['outcome'], error: 'goes with exit' })
  .refine(({ op, until }) => (op === 'setDeadline') === (until !== undefined), {
    path: ['until'],
    error: 'goes with setDeadline',
  })
  .refine(({ op, mode }) => (op === 'pause') === (mode !== undefined), { path: ['mode'], error: 'goes with pause' })
  .transform(({ to, outcome, until, mode, ...rest }) => ({
    ...rest,
    ...(to ? { to } : {}),
    ...(outcome ? { outcome } : {}),
    ...(until === undefined ? {} : { until }),
    ...(mode ? { mode } : {}),
  }));
export type RunCommand = z.output<typeof runCommand>;
