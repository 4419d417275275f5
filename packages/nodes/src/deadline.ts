import { type Deadline, type Locale, MINUTE, parseDuration } from '@suivi/schema';
import type { NodeFinding } from './define-node.ts';
import { durationWords } from './duration-words.ts';
import type { DeadlineConfig } from './form-field.ts';

const DAY = 86_400_000;

export function lowerDeadline(deadline: DeadlineConfig): Deadline {
  if ('inDays' in deadline) return { inDays: deadline.inDays, at: deadline.at };
  return 'after' in deadline
    ? { after: parseDuration(deadline.after) ?? 0 }
    : { sinceEntry: parseDuration(deadline.sinceEntry) ?? 0 };
}

/** A text inside a Chinese sentence, with a space where it begins or ends with Latin letters or digits. */
export const amidHan = (text: string): string =>
  text.replace(/^(?=[\x21-\x7e])/, ' ').replace(/(?<=[\x21-\x7e])$/, ' ');

/** "7 天", "当天 22:00", "D30": how long a wait lasts, or until when. */
export function deadlineWords(deadline: DeadlineConfig, locale: Locale): string {
  if ('inDays' in deadline) return dayAndTime(deadline, locale);
  if ('after' in deadline) return durationWords(deadline.after, locale);
  const days = (parseDuration(deadline.sinceEntry) ?? 0) / DAY;
  if (Number.isInteger(days)) return `D${days}`;
  const length = durationWords(deadline.sinceEntry, locale);
  return locale === 'zh' ? `入组后 ${length}` : `${length} in`;
}

function dayAndTime({ inDays, at }: { inDays: number; at: string }, locale: Locale): string {
  if (locale === 'zh') return `${inDays === 0 ? '当天' : inDays === 1 ? '次日' : `${inDays} 天后`} ${at}`;
  return `${at} ${inDays === 0 ? 'same day' : inDays === 1 ? 'next day' : `in ${inDays} days`}`;
}

/** Lengths of time below one minute are for test patients only. */
export function testOnly(field: string, ...texts: (string | undefined)[]): NodeFinding[] {
  const short = texts.some((text) => text !== undefined && (parseDuration(text) ?? 0) < MINUTE);
  return short ? [{ code: 'DURATION_TEST_ONLY', severity: 'warning', params: {}, field }] : [];
}

/** The length of time in a deadline, if it has one. */
export const lengthIn = (deadline: DeadlineConfig | undefined): string | undefined =>
  deadline && ('after' in deadline ? deadline.after : 'sinceEntry' in deadline ? deadline.sinceEntry : undefined);
