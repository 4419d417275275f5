import { fieldLabel, fieldWords, plainWords } from '@suivi/nodes';
import { canonicalJson, type Words } from '@suivi/schema';
import type { Said } from './journey-change.ts';
import { isText, type ReadNode } from './read-node.ts';

export interface FieldChange {
  field: string;
  label: Words;
  /** A text, which is quoted where it is told. */
  text: boolean;
  from?: Said;
  to?: Said;
}

/** The fields of a node that say something else than before, in the order of its form. Both have the same type. */
export function changedFields(then: ReadNode, now: ReadNode): FieldChange[] {
  const fields = [...new Set([...now.fields, ...then.fields])];
  return fields.flatMap((field): FieldChange[] => {
    if (same(then.config[field], now.config[field])) return [];
    const [from, to] = [said(then, field), said(now, field)];
    const label = now.definition ? fieldLabel(now.definition, field) : { zh: field, en: field };
    return [{ field, label, text: isText(now, field), ...(from ? { from } : {}), ...(to ? { to } : {}) }];
  });
}

/** `null` is a value of its own (it empties a field); a missing key and `undefined` are not. */
const same = (a: unknown, b: unknown): boolean =>
  a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b));

function said({ definition, config }: ReadNode, field: string): Said | undefined {
  const value = config[field];
  if (value === undefined) return undefined;
  if (!definition) return { value, words: { zh: plainWords(value), en: plainWords(value) } };
  const words = (locale: 'zh' | 'en') => fieldWords(definition, field, config, locale) ?? '';
  return { value, words: { zh: words('zh'), en: words('en') } };
}
