import { read } from '@suivi/engine';
import { fillText } from '@suivi/schema';
import type { Perform } from './drive.ts';
import type { Model } from './model.ts';

/** A text as the patient would get it, with the fields of that moment. */
export interface FilledText {
  text: string;
  /** Fields that the text needs and nobody knows: then it does not leave, as on the product. */
  missing: string[];
}

/** The texts that an activity hands over. A plan names them by their hashes, wherever they stand in its input. */
export function textsOf({ texts }: Model, { with: given }: Perform, fields: Record<string, unknown>): FilledText[] {
  const found: FilledText[] = [];
  for (const value of Object.values(given)) {
    const text = typeof value === 'string' ? texts.get(value) : undefined;
    if (text === undefined) continue;
    const filled = fillText(text, (field) => read(fields, field));
    found.push('missing' in filled ? { text, missing: filled.missing } : { text: filled.text, missing: [] });
  }
  return found;
}

/** What becomes of a text with a hole. */
export const BLOCKED = 'blocked';

export const isWhole = (texts: readonly FilledText[]): boolean => texts.every(({ missing }) => missing.length === 0);
