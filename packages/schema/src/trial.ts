import { z } from 'zod';
import { DAY, type Millis, parseDuration } from './instant.ts';
import { cleanText, isCleanJson } from './text.ts';

/** `p01`: how the feeder calls a patient. A label, never an identity. */
const label = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u);

/** A trial as it is asked for: real timers on a scaled clock, for test patients of its own. */
export const newTrial = z.object({
  label: cleanText(80).min(1),
  /** Real milliseconds per millisecond of the journey: 20 s a day = 20/86400. */
  scale: z.number().positive().max(1),
  /** Length in days of the wall clock, from each patient's origin. */
  days: z.number().int().min(1).max(400),
  patients: z
    .array(
      z.object({
        label,
        zone: z.string().max(60).optional(),
        fields: z
          .record(z.string().max(60), z.unknown())
          .refine(isCleanJson, { error: 'TEXT_NOT_UNICODE' })
          .default({}),
      }),
    )
    .min(1)
    .max(1_000)
    .refine((patients) => new Set(patients.map(({ label }) => label)).size === patients.length, {
      error: 'labels must differ',
    }),
  /** Journeys that end by themselves at the end of the trial: deadlines of that very instant still count for them. */
  inclusive: z.array(z.uuid()).max(50).default([]),
});
export type NewTrial = z.output<typeof newTrial>;

export interface TrialView {
  id: string;
  /** By label, with our id, the id under which their events are sent, and their chat in the sandbox. */
  patients: { label: string; id: string; externalId: string; chat: string }[];
}

/** How far a trial is fed: a duration on the wall clock since each patient's origin, `P3D` or `P2DT22H`. */
export const watermark = z.object({
  fedUntil: z.string().transform((text, context): Millis => {
    const millis = parseDuration(text);
    if (millis !== undefined && millis <= 400 * DAY) return millis;
    context.addIssue('a duration like P3D or P2DT22H, at most P400D');
    return z.NEVER;
  }),
});
