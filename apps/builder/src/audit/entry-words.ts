import type { Say, WordKey } from '../words/words.ts';
import { zh } from '../words/zh.ts';

/** What somebody did, in words; an action that has none yet keeps its code, so that nothing is hidden. */
export function actionWords(action: string, say: Say): string {
  const key = `audit.${action}`;
  return isWordKey(key) ? say(key) : action;
}

/** The rest of an entry as it is stored; empty when there is nothing more to say. */
export function detailText(detail: Record<string, unknown>): string {
  return Object.keys(detail).length === 0 ? '' : JSON.stringify(detail);
}

const isWordKey = (key: string): key is WordKey => Object.hasOwn(zh, key);
