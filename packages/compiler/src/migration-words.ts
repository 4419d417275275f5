import type { Locale } from '@suivi/schema';
import { diffProse } from './diff-words.ts';
import type { MigrationMap, MigrationPlace } from './migration-map.ts';
import { reasonWords } from './migration-reason.ts';

/** A migration map as sentences, one per place: "「首次提醒」→「首次提醒」：…". Those that need a decision say so. */
export function migrationProse({ places }: MigrationMap, locale: Locale): string[] {
  return places.map((place) => `${heading(place, locale)}${details(place, locale)}`);
}

function heading({ name, to, toName, needsDecision }: MigrationPlace, locale: Locale): string {
  const target = to === undefined ? undefined : toName?.[locale];
  if (locale === 'zh') {
    const mark = needsDecision ? '【需人决定】' : '';
    return `${mark}「${name.zh}」→${target === undefined ? '？' : `「${target}」`}：`;
  }
  return `${needsDecision ? '[to be decided] ' : ''}“${name.en}” → ${target === undefined ? '?' : `“${target}”`}: `;
}

function details({ from, name, reasons, changes }: MigrationPlace, locale: Locale): string {
  const told = changes.map((change) => ({ kind: 'field' as const, node: from, name, ...change }));
  const sentences = [
    ...reasons.map((reason) => reasonWords(reason, locale)),
    ...(told.length > 0 ? diffProse({ changes: told, moved: [] }, locale) : []),
  ];
  return sentences.join(locale === 'zh' ? '；' : '; ');
}
