import { type FieldMeta, formField, type NodeDefinition } from '@suivi/nodes';
import type { z } from 'zod';

export interface FormField {
  name: string;
  meta: FieldMeta;
  /** What the schema takes where nothing is given; shown as the value. */
  fallback: unknown;
}

type Shape = Record<string, z.ZodType>;

/** The fields of a node's form, in the order of its schema. A field without form metadata has no control. */
export function formFields(definition: NodeDefinition): FormField[] {
  const { shape } = definition.config.def as { shape?: Shape };
  return Object.entries(shape ?? {}).flatMap(([name, schema]) => {
    const meta = formField(schema);
    if (!meta) return [];
    const empty = schema.safeParse(undefined);
    return [{ name, meta, fallback: empty.success ? empty.data : undefined }];
  });
}

/** The fields to show now: some only while another field has a certain value. */
export function visibleFields(fields: FormField[], config: Record<string, unknown>): FormField[] {
  const shown = (name: string) => config[name] ?? fields.find((field) => field.name === name)?.fallback;
  return fields.filter(({ meta }) => !meta.when || shown(meta.when.field) === meta.when.is);
}

/** The config with one field set; `undefined` removes it, because JSON has no other way to say "not given". */
export function withField(config: Record<string, unknown>, name: string, value: unknown): Record<string, unknown> {
  const { [name]: _, ...rest } = config;
  return value === undefined ? rest : { ...config, [name]: value };
}
