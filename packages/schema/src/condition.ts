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
  | {
      op: 'compare';
      from?: Source | undefined;
      field: string;
      is: Comparison;
      value: string | number | boolean;
      unit?: string | undefined;
    }
  /** Whether there is a value at all: the one question about a missing field that has an answer. */
  | { op: 'known'; from?: Source | undefined; field: string };

/**
 * Where a value comes from: the event that is being looked at (default), the event that the run entered with, the last
 * event that ended a wait of this track, the run's own variables, or the patient's fields as they are now.
 */
export const SOURCES = ['event', 'entry', 'last', 'variable', 'patient'] as const;
export type Source = (typeof SOURCES)[number];

export const COMPARISONS = ['=', '≠', '<', '≤', '>', '≥', 'contains'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** `drug`, `reading.value`: the path of a field inside the data. */
export const fieldPath = z.string().regex(/^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*){0,5}$/u);

const source = z.enum(SOURCES).optional();

export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.object({ op: z.literal('all'), of: z.array(condition).min(1).max(50) }),
    z.object({ op: z.literal('any'), of: z.array(condition).min(1).max(50) }),
    z.object({ op: z.literal('not'), of: condition }),
    z.object({
      op: z.literal('compare'),
      from: source,
      field: fieldPath,
      is: z.enum(COMPARISONS),
      value: z.union([cleanText(500).min(1), z.number(), z.boolean()]),
      /** Unit of `value`; the field's own unit stands beside it in the data (`unit`), and like units are converted. */
      unit: cleanText(20).min(1).optional(),
    }),
    z.object({ op: z.literal('known'), from: source, field: fieldPath }),
  ]),
);

/** Every comparison and question inside a condition, in order. */
export function leavesOf(tree: Condition): Extract<Condition, { field: string }>[] {
  switch (tree.op) {
    case 'all':
    case 'any':
      return tree.of.flatMap(leavesOf);
    case 'not':
      return leavesOf(tree.of);
    default:
      return [tree];
  }
}
