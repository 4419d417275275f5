import type { z } from 'zod';
import { configFields } from './form-field.ts';

/**
 * Takes the fields out of a config that the form hides because another field has another value. What somebody left in
 * them is kept in the draft, but means nothing. The schema is read once: a journey has a thousand configs.
 */
export function hidingOf(schema: z.ZodType, initial: Record<string, unknown>): (config: unknown) => unknown {
  const conditional = configFields(schema).flatMap(([name, { when }]) => (when ? [{ name, when }] : []));
  if (conditional.length === 0) return (config) => config;
  return (config) => {
    if (typeof config !== 'object' || config === null) return config;
    const given = config as Record<string, unknown>;
    const hidden = conditional.filter(({ when }) => (given[when.field] ?? initial[when.field]) !== when.is);
    if (hidden.every(({ name }) => given[name] === undefined)) return config;
    return Object.fromEntries(Object.entries(given).filter(([key]) => hidden.every(({ name }) => name !== key)));
  };
}
