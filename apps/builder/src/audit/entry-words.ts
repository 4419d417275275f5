import type { Say, WordKey } from '../words/words.ts';
import { zh } from '../words/zh.ts';

/** What somebody did, in words; an action that has none yet keeps its code, so that nothing is hidden. */
export function actionWords(action: string, say: Say): string {
  const key = `audit.${action}`;
  return isWordKey(key) ? say(key) : action;
}

/** The rest of an entry, its keys as they are stored: `node: welcome · mustFix: true`; empty when there is none. */
export const detailText = (detail: Record<string, unknown>): string =>
  Object.entries(detail)
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ');

const isWordKey = (key: string): key is WordKey => Object.hasOwn(zh, key);
