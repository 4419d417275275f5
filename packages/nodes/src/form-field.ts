/**
 * The form is the schema: each field's `.meta()` says which control edits it. The builder has one component per
 * control and none per node type, so that a new node needs no code in the builder.
 */
import { cleanText, condition, eventType, fieldPath, MAX_DURATION, parseDuration, type Source } from '@suivi/schema';
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
  | 'field-path'
  | 'number'
  | 'local-time'
  | 'local-text'
  | 'day-offset'
  | 'staff-group'
  | 'patient-field'
  | 'field-value'
  | 'escalation'
  | 'outcomes'
  | 'cases'
  | 'assignments'
  | 'arms'
  | 'weekdays'
  | 'journey'
  | 'correlations';

export interface FieldMeta {
  control: Control;
  /** Key into the node's words; its label is `field.<name>` unless given. */
  label?: string;
  /** `choice`: the values; their labels are the words `choice.<value>`. */
  choices?: readonly string[];
  /** `multiline`: the largest size in UTF-8 bytes, as the channel counts. */
  maxBytes?: number;
  /** `number`: the smallest and largest value. */
  min?: number;
  max?: number;
  /** `condition`, `cases`: where its values may come from. */
  sources?: readonly Source[];
  /** `local-text`: shown as several lines. */
  multiline?: boolean;
  /** May be left empty: the form says so and offers to take it away again. */
  optional?: boolean;
  /** Rarely changed: the form keeps it folded away under “More”. */
  advanced?: boolean;
  /** Shown only while another field has this value. */
  when?: { field: string; is: string };
}

type When = NonNullable<FieldMeta['when']>;

export const meta = (field: FieldMeta): { form: FieldMeta } => ({ form: field });

/** The form metadata of a field's schema, looking through optional() and default(). */
export function formField(schema: z.ZodType): FieldMeta | undefined {
  const own = schema.meta() as { form?: FieldMeta } | undefined;
  if (own?.form) return own.form;
  const inner = (schema.def as { innerType?: z.ZodType }).innerType;
  return inner ? formField(inner) : undefined;
}

/** The fields of a node's config that have a control, in their order. */
export function configFields(config: z.ZodType): [string, FieldMeta][] {
  if (!(config instanceof z.ZodObject)) return [];
  return Object.entries(config.shape as Record<string, z.ZodType>).flatMap(([name, schema]): [string, FieldMeta][] => {
    const form = formField(schema);
    return form ? [[name, form]] : [];
  });
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
/** The same for a field that is shown only sometimes; its node checks that it is there. */
export const eventTypeWhen = (when: When) => eventType.optional().meta(meta({ control: 'event-type', when }));

/** A filter on the event's data. Absent means every event; present but empty is an error, never "everything". */
export const conditionField = (when?: When) =>
  condition.optional().meta(meta({ control: 'condition', sources: ['event'], ...(when ? { when } : {}) }));

/** What a step of a journey may look at: not an event that comes in, but what is known by then. */
export const STEP_SOURCES: readonly Source[] = ['last', 'entry', 'variable', 'patient'];
/** What a rule for the whole journey may look at: no wait of its own has ended. */
export const RULE_SOURCES: readonly Source[] = ['patient', 'entry', 'variable'];

/** A condition over what is known at a step, or at any time by a rule. */
export const knownCondition = (sources: readonly Source[]) => condition.meta(meta({ control: 'condition', sources }));
export const conditionWhen = (sources: readonly Source[], when: When) =>
  condition.optional().meta(meta({ control: 'condition', sources, when }));

/** From when on an event counts for a wait (rule 3). */
export const lookBackField = () =>
  z
    .enum(['before', 'now'])
    .default('before')
    .meta(meta({ control: 'choice', choices: ['before', 'now'], advanced: true }));

export const choice = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values).meta(meta({ control: 'choice', choices: values }));

export const fieldPathField = (when?: When) =>
  z
    .string()
    .optional()
    .meta(meta({ control: 'field-path', ...(when ? { when } : {}) }));

export const LOCAL_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

const localTimeText = z.string().regex(LOCAL_TIME);

/** `HH:mm` on the patient's wall clock. */
export const localTime = () => localTimeText.meta(meta({ control: 'local-time' }));

/** Key of a field of the patient. */
export const patientField = () => fieldPath.max(60).meta(meta({ control: 'patient-field' }));

/** So many months and then days before (negative) or after a date. */
export const dayOffset = () =>
  z
    .object({
      days: z.number().int().min(-3_660).max(3_660),
      months: z.number().int().min(-120).max(240).optional(),
    })
    .meta(meta({ control: 'day-offset' }));

const weekdays = z
  .array(z.number().int().min(1).max(7))
  .min(1)
  .max(7)
  .refine((days) => new Set(days).size === days.length);

/** Days of the week of the patient's local date, 1 = Monday … 7 = Sunday; absent = every day. */
export const weekdaysField = () => weekdays.optional().meta(meta({ control: 'weekdays', optional: true }));

/** Work-day calendars that a journey may count by. */
export const CALENDARS = ['cn-workdays'] as const;

/** Key or id of another journey of the organization. */
export const journeyKey = () =>
  cleanText(60)
    .trim()
    .min(1)
    .meta(meta({ control: 'journey' }));

/** Name of a tag: one word, so that a condition can name the field that holds it. */
export const tagName = () =>
  z
    .string()
    .regex(/^[\p{L}\p{N}_]{1,40}$/u)
    .meta(meta({ control: 'text' }));

/** What a field of the patient is set to; null takes the value away. */
export const fieldValue = () =>
  z.union([cleanText(500).min(1), z.number(), z.boolean(), z.null()]).meta(meta({ control: 'field-value' }));

/**
 * When a wait ends by itself: after its own arrival, counted from the enrolment, at a local time so many days (with a
 * calendar: work days) after that of the arrival, or on the next of these weekdays or this day of the month.
 */
const anyDeadline = z.union([
  z.object({ after: duration() }).strict(),
  z.object({ sinceEntry: duration() }).strict(),
  z
    .object({
      inDays: z.number().int().min(0).max(3_660),
      at: localTimeText,
      calendar: z.enum(CALENDARS).optional(),
    })
    .strict(),
  z.object({ weekdays, at: localTimeText }).strict(),
  z.object({ monthDay: z.number().int().min(1).max(31), at: localTimeText }).strict(),
]);
export type DeadlineConfig = z.output<typeof anyDeadline>;

export const deadline = () => anyDeadline.meta(meta({ control: 'deadline' }));

/** The same where a step may go without: the form offers to take it away again. */
export const optionalDeadline = (when?: When) =>
  anyDeadline.optional().meta(meta({ control: 'deadline', optional: true, ...(when ? { when } : {}) }));

export const optionalDuration = () =>
  duration()
    .optional()
    .meta(meta({ control: 'duration', optional: true }));

export const wholeNumber = (min: number, max: number) =>
  z
    .number()
    .int()
    .min(min)
    .max(max)
    .meta(meta({ control: 'number', min, max }));

/** The same for a field that is shown only sometimes; its node checks that it is there. */
export const wholeNumberWhen = (min: number, max: number, when: When) =>
  z
    .number()
    .int()
    .min(min)
    .max(max)
    .optional()
    .meta(meta({ control: 'number', min, max, when }));

const groupKey = cleanText(60).trim().min(1);

/** Key of a staff group of the organization; people are put into groups elsewhere. */
export const staffGroup = () => groupKey.meta(meta({ control: 'staff-group' }));
export const optionalStaffGroup = () => groupKey.optional().meta(meta({ control: 'staff-group', optional: true }));

/** A text for staff, typed in at least one language. */
export const staffText = (max: number, multiline = false) =>
  z
    .object({ zh: cleanText(max).optional(), en: cleanText(max).optional() })
    .refine((text) => Boolean(text.zh?.trim() || text.en?.trim()))
    .meta(meta({ control: 'local-text', ...(multiline ? { multiline } : {}) }));

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
