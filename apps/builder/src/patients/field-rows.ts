import type { FieldChanges, FieldValue } from '@suivi/schema';

/** How a value is typed in. A measurement keeps its unit beside it. */
export const FIELD_TYPES = ['text', 'number', 'date', 'boolean'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

export interface FieldRow {
  key: string;
  type: FieldType;
  /** As it stands in the input; `true` or `false` for yes and no. */
  text: string;
  unit?: string;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

export function rowOf(key: string, value: FieldValue): FieldRow {
  if (typeof value === 'object') return { key, type: 'number', text: String(value.value), unit: value.unit };
  if (typeof value === 'number') return { key, type: 'number', text: String(value) };
  if (typeof value === 'boolean') return { key, type: 'boolean', text: String(value) };
  return { key, type: DATE.test(value) ? 'date' : 'text', text: value };
}

/** The value of a row; undefined while it is none. */
export function fieldValueOf({ type, text, unit }: FieldRow): FieldValue | undefined {
  switch (type) {
    case 'number': {
      const value = text.trim() === '' ? Number.NaN : Number(text);
      if (!Number.isFinite(value)) return undefined;
      return unit?.trim() ? { value, unit: unit.trim() } : value;
    }
    case 'boolean':
      return text === 'true';
    case 'date':
      return DATE.test(text) ? text : undefined;
    case 'text':
      return text.trim() || undefined;
  }
}

/** What is to be written so that the record has these rows: only what differs, `null` for what was taken away. */
export function changesOf(fields: Record<string, FieldValue>, rows: readonly FieldRow[]): FieldChanges {
  const changes: FieldChanges = {};
  for (const key of Object.keys(fields)) if (!rows.some((row) => row.key === key)) changes[key] = null;
  for (const row of rows) {
    const value = fieldValueOf(row);
    if (value !== undefined && !sameValue(value, fields[row.key])) changes[row.key] = value;
  }
  return changes;
}

/** The database gives the keys of a measurement back in an order of its own. */
const sameValue = (one: FieldValue, other: FieldValue | undefined): boolean =>
  typeof one === 'object' && typeof other === 'object'
    ? one.value === other.value && one.unit === other.unit
    : one === other;
