import { z } from 'zod';
import { formField } from './form-field.ts';

/**
 * The config without the fields that the form hides because another field has another value. What somebody left in them
 * is kept in the draft, but means nothing.
 */
export function withoutHidden(schema: z.ZodType, initial: Record<string, unknown>, config: unknown): unknown {
  if (!(schema instanceof z.ZodObject) || typeof config !== 'object' || config === null) return config;
  const given = config as Record<string, unknown>;
  const hidden = Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, field]) => {
    const when = formField(field)?.when;
    return when && (given[when.field] ?? initial[when.field]) !== when.is ? [name] : [];
  });
  if (hidden.length === 0) return config;
  return Object.fromEntries(Object.entries(given).filter(([name]) => !hidden.includes(name)));
}
