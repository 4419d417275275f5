import { z } from 'zod';
import { cleanText } from './text.ts';

/**
 * Conditions are one typed tree of our own, three-valued: a missing field is *unknown*, never false
 * (`glucose < 70` on a patient without a value must not read as hypoglycaemia).
 * The engine is its first back end; SQL for segments is to be the second.
 */
export type Condition =
  | { op: 'all'; of: Condition[] }
  | { op: 'any'; of: Condition[] }
  | { op: 'not'; of: Condition }
  | { op: 'compare'; field: string; is: Comparison; value: string | number | boolean };

export const COMPARISONS = ['=', '≠', '<', '≤', '>', '≥', 'contains'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** `drug`, `reading.value`: the path of a field inside the event's data. */
export const fieldPath = z.string().regex(/^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*){0,5}$/u);

export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.object({ op: z.literal('all'), of: z.array(condition).min(1).max(50) }),
    z.object({ op: z.literal('any'), of: z.array(condition).min(1).max(50) }),
    z.object({ op: z.literal('not'), of: condition }),
    z.object({
      op: z.literal('compare'),
      field: fieldPath,
      is: z.enum(COMPARISONS),
      value: z.union([cleanText(500).min(1), z.number(), z.boolean()]),
    }),
  ]),
);
