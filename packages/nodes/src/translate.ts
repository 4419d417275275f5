import { fillIn } from '@suivi/schema';

/** The words of one node: the same keys in both languages, which the type of the literal enforces. */
export interface WordBook<Word extends string> {
  zh: Record<Word, string>;
  en: Record<NoInfer<Word>, string>;
}

export type Translate<Word extends string> = (key: Word, params?: Record<string, string | number>) => string;

export function translator<Word extends string>(words: Record<Word, string>): Translate<Word> {
  return (key, params = {}) => fillIn(words[key], params);
}
