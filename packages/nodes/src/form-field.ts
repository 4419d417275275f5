/**
 * The form is the schema: each field's `.meta()` says which control edits it. The builder has one component per
 * control and none per node type, so that a new node needs no code in the builder.
 */
import { condition, eventType, MAX_DURATION, parseDuration } from '@suivi/schema';
import { z } from 'zod';

export type Control =
  | 'text'
  | 'multiline'
  | 'duration'
  | 'event-type'
  | 'condition'
  | 'choice'
  | 'deadline'
  | 'switch'
  | 'field-path';

export interface FieldMeta {
  control: Control;
  /** Key into the node's words; its label is `field.<name>` unless given. */
  label?: string;
  /** `choice`: the values; their labels are the words `choice.<value>`. */
  choices?: readonly string[];
  /** `multiline`: the largest size in UTF-8 bytes, as the channel counts. */
  maxBytes?: number;
  /** Shown only while another field has this value. */
  when?: { field: string; is: string };
}

const meta = (field: FieldMeta): { form: FieldMeta } => ({ form: field });

/** The form metadata of a field's schema, looking through optional() and default(). */
export function formField(schema: z.ZodType): FieldMeta | undefined {
  const own = schema.meta() as { form?: FieldMeta } | undefined;
  if (own?.form) return own.form;
  const inner = (schema.def as { innerType?: z.ZodType }).innerType;
  return inner ? formField(inner) : undefined;
}

/** The form metadata of one field of a node's config. */
export function configField(config: z.ZodType, name: string): FieldMeta | undefined {
  const schema = config instanceof z.ZodObject ? (config.shape as Record<string, z.ZodType>)[name] : undefined;
  return schema && formField(schema);
}

/** ISO 8601 duration of fixed length, `P7D`; at most ten years. */
export const duration = () =>
  z
    .string()
    .refine((text) => parseDuration(text) !== undefined, { error: `duration up to ${MAX_DURATION} ms` })
    .meta(meta({ control: 'duration' }));

export const eventTypeField = () => eventType.meta(meta({ control: 'event-type' }));

/** A filter on the event's data. Absent means every event; present but empty is an error, never "everything". */
export const conditionField = () => condition.optional().meta(meta({ control: 'condition' }));

export const choice = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values).meta(meta({ control: 'choice', choices: values }));

export const fieldPathField = (when?: { field: string; is: string }) =>
  z
    .string()
    .optional()
    .meta(meta({ control: 'field-path', ...(when ? { when } : {}) }));

/** When a wait ends by itself: after its own arrival, or counted from the enrolment. */
export const deadline = () =>
  z
    .union([z.object({ after: duration() }).strict(), z.object({ sinceEntry: duration() }).strict()])
    .meta(meta({ control: 'deadline' }));

export const patientTextField = (maxBytes: number) =>
  z
    .string()
    .trim()
    .min(1)
    .meta(meta({ control: 'multiline', maxBytes }));

export const shortText = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .meta(meta({ control: 'text' }));
