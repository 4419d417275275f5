import { configField, fieldLabel, fieldWords, plainWords } from '@suivi/nodes';
import type { Locale } from '@suivi/schema';
import { isText, type ReadNode } from './read-node.ts';

export interface SopDetail {
  label: string;
  says: string;
  /** A text, which is quoted. */
  text: boolean;
}

/**
 * The fields of a node that nothing written before says already. What is folded away in the form and stands as every
 * node has it is left out; everything else that decides anything is there.
 */
export function detailsOf(read: ReadNode, before: readonly string[], locale: Locale): SopDetail[] {
  return read.fields.flatMap((field): SopDetail[] => {
    const says = wordsOf(read, field, locale);
    if (says === '' || isUsual(read, field) || before.some((text) => isSaid(says, text))) return [];
    const label = read.definition ? fieldLabel(read.definition, field)[locale] : field;
    return [{ label, says, text: isText(read, field) }];
  });
}

function wordsOf({ definition, config }: ReadNode, field: string, locale: Locale): string {
  if (definition) return fieldWords(definition, field, config, locale) ?? '';
  return plainWords(config[field]);
}

function isUsual({ definition, config }: ReadNode, field: string): boolean {
  if (!definition || !configField(definition.config, field)?.advanced) return false;
  const others = Object.fromEntries(Object.entries(config).filter(([name]) => name !== field));
  const usual = definition.config.safeParse(others);
  return usual.success && (usual.data as Record<string, unknown>)[field] === config[field];
}

/** Whether a text says these words: not as a part of a longer number or Latin word. */
function isSaid(words: string, text: string): boolean {
  if (words.length < 2 && !/\w/.test(words)) return false;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (!runsOn(text[at - 1], words[0]) && !runsOn(text[at + words.length], words.at(-1))) return true;
  }
  return false;
}

const runsOn = (beside: string | undefined, edge: string | undefined): boolean =>
  beside !== undefined && edge !== undefined && /\w/.test(beside) && /\w/.test(edge);
