/** Fields that hold a list, and what their nodes share: ids that become ports, and their checks. */
import { cleanText, condition, fieldPath, type Locale, localText, pickText, type Source } from '@suivi/schema';
import { z } from 'zod';
import type { NodeFinding } from './define-node.ts';
import { duration, meta, staffGroup } from './form-field.ts';

const portId = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/);
const label = localText.refine((text) => Boolean(text.zh?.trim() || text.en?.trim()));

/** Name of a value that a run keeps: one word, no dots, and nothing that every object has already. */
export const variableName = z
  .string()
  .regex(/^[\p{L}_][\p{L}\p{N}_]{0,39}$/u)
  .refine((name) => !(name in Object.prototype));

const value = z.union([z.number(), z.boolean(), cleanText(200).min(1)]);

/** The answers that close a to-do; their ids are the ports of a step that waits for it. */
export const outcomesField = () =>
  z
    .array(z.object({ id: portId, label }))
    .min(1)
    .max(12)
    .meta(meta({ control: 'outcomes' }));

const named = z.object({ id: portId, label });

/** The tracks of a fork, each a port. */
export const tracksField = () =>
  z
    .array(named)
    .min(2)
    .max(12)
    .meta(meta({ control: 'outcomes' }));

/** Results of another journey that are told apart, each a port; none is allowed. */
export const resultsField = () =>
  z
    .array(named)
    .max(12)
    .optional()
    .meta(meta({ control: 'outcomes', optional: true }));

/** What an event must be about: a field of it equals something that the run knows (rule 9). */
const correlations = z
  .array(z.object({ field: fieldPath, from: z.enum(['entry', 'last', 'variable']), key: fieldPath }).strict())
  .min(1)
  .max(5)
  .optional();
const OF_CORRELATIONS = { control: 'correlations', optional: true, advanced: true } as const;

export const correlationsField = () => correlations.meta(meta(OF_CORRELATIONS));
/** The same for a field that is shown only sometimes. */
export const correlationsWhen = (when: { field: string; is: string }) =>
  correlations.meta(meta({ ...OF_CORRELATIONS, when }));

/** Hands an open to-do on to another group. */
export const escalationField = (when: { field: string; is: string }) =>
  z
    .object({ after: duration(), group: staffGroup() })
    .optional()
    .meta(meta({ control: 'escalation', optional: true, when }));

/** Ordered cases, each a port: the first whose condition holds is taken. */
export const casesField = (sources: readonly Source[]) =>
  z
    .array(z.object({ id: portId, label, if: condition }))
    .min(1)
    .max(12)
    .meta(meta({ control: 'cases', sources }));

export const assignmentsField = () =>
  z
    .array(
      z.union([
        z.object({ variable: variableName, to: value }).strict(),
        z.object({ variable: variableName, add: z.number() }).strict(),
      ]),
    )
    .min(1)
    .max(20)
    .meta(meta({ control: 'assignments' }));

/** The arms of a split: how many of all their weights together each one gets. */
export const armsField = () =>
  z
    .array(z.object({ id: portId, label, weight: z.number().int().min(1).max(1_000), holdOut: z.boolean().optional() }))
    .min(2)
    .max(12)
    .meta(meta({ control: 'arms' }));

/** The ids in a list of a draft, whatever else is in it; each once. */
export function idsOf(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  const ids = list.flatMap((item: unknown) => {
    const id = (item as { id?: unknown } | null)?.id;
    return typeof id === 'string' && portId.safeParse(id).success ? [id] : [];
  });
  return [...new Set(ids)];
}

/** The label of the item with this id, in a list of a draft. */
export function labelOf(list: unknown, id: string, locale: Locale): string | undefined {
  if (!Array.isArray(list)) return undefined;
  const item = list.find((each: unknown) => (each as { id?: unknown } | null)?.id === id) as
    | { label?: unknown }
    | undefined;
  const read = localText.safeParse(item?.label);
  return read.success ? pickText(read.data, locale) : undefined;
}

/** Two items of one id would share a port, and a reserved one would be taken for a port of the node's own. */
export function idFindings(field: string, list: readonly { id: string }[], reserved: readonly string[]): NodeFinding[] {
  const ids = list.map(({ id }) => id);
  const wrong = ids.find((id, at) => reserved.includes(id) || ids.indexOf(id) !== at);
  if (wrong === undefined) return [];
  return [{ code: 'LIST_ID_TWICE', severity: 'error', params: { id: wrong }, field }];
}
