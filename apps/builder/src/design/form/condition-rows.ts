import type { Comparison } from '@suivi/schema';
import { z } from 'zod';

/** One row of the condition editor. A draft's row may be incomplete, which the compiler reports. */
export interface Row {
  field: string;
  is: string;
  value: string | number | boolean;
}

export interface Rows {
  join: 'all' | 'any';
  rows: Row[];
}

const row = z.object({
  op: z.literal('compare'),
  field: z.string().default(''),
  is: z.string().default('='),
  value: z.union([z.string(), z.number(), z.boolean()]).default(''),
});
const list = z.object({ op: z.enum(['all', 'any']), of: z.array(row) });

/** A condition as rows; undefined where it is nested deeper than the editor shows. */
export function toRows(condition: unknown): Rows | undefined {
  if (condition === undefined) return { join: 'all', rows: [] };
  const single = row.safeParse(condition);
  if (single.success) return { join: 'all', rows: [plain(single.data)] };
  const several = list.safeParse(condition);
  return several.success ? { join: several.data.op, rows: several.data.of.map(plain) } : undefined;
}

const plain = ({ field, is, value }: Row): Row => ({ field, is, value });

/** Rows as a condition. No rows is no filter: a filter that is there but empty would match nobody knows whom. */
export function fromRows({ join, rows }: Rows): unknown {
  const compares = rows.map(({ field, is, value }) => ({ op: 'compare', field, is, value }));
  if (compares.length === 0) return undefined;
  return compares.length === 1 ? compares[0] : { op: join, of: compares };
}

/** A typed value: digits are a number, except where the text is searched. */
export function readValue(text: string, is: Comparison | string): string | number {
  const trimmed = text.trim();
  return is !== 'contains' && /^-?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : trimmed;
}
