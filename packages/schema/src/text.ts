import { z } from 'zod';

/**
 * Text that PostgreSQL's `jsonb` and every channel can hold: well-formed Unicode without NUL.
 * A lone surrogate would fail at the INSERT, long after the person who typed it has left.
 */
export function isCleanText(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

/** Nothing we know nests a tenth as deep; far more would overflow the stack of whoever walks it, PostgreSQL included. */
const MAX_DEPTH = 100;

/** True when every string inside a JSON value (keys too) is clean and it nests at most {@link MAX_DEPTH} levels. */
export function isCleanJson(value: unknown): boolean {
  return isCleanBelow(value, MAX_DEPTH);
}

function isCleanBelow(value: unknown, levels: number): boolean {
  if (typeof value === 'string') return isCleanText(value);
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isCleanBelow(item, levels - 1));
  return Object.entries(value).every(([key, item]) => isCleanText(key) && isCleanBelow(item, levels - 1));
}

export const cleanText = (max: number) =>
  z.string().max(max).refine(isCleanText, { error: 'TEXT_NOT_UNICODE', abort: true });

export type Locale = 'zh' | 'en';
export const LOCALES: readonly Locale[] = ['zh', 'en'];

/** A sentence of ours: always in both languages. */
export interface Words {
  zh: string;
  en: string;
}

/** A label typed by a user: in at least one language, shown in the other one as it stands. */
export const localText = z.object({ zh: cleanText(200).optional(), en: cleanText(200).optional() });
export type LocalText = z.infer<typeof localText>;

export function pickText(text: LocalText | undefined, locale: Locale): string {
  return text?.[locale] || text?.zh || text?.en || '';
}
