import { type Deadline, type Locale, MINUTE, parseDuration } from '@suivi/schema';
import type { NodeFinding } from './define-node.ts';
import { durationWords } from './duration-words.ts';
import type { DeadlineConfig } from './form-field.ts';
import { weekdayWords } from './weekday-words.ts';

const DAY = 86_400_000;

export function lowerDeadline(deadline: DeadlineConfig): Deadline {
  if ('inDays' in deadline) {
    const { inDays, at, calendar } = deadline;
    return { inDays, at, ...(calendar ? { calendar } : {}) };
  }
  if ('weekdays' in deadline) return { next: { weekdays: deadline.weekdays, at: deadline.at } };
  if ('monthDay' in deadline) return { next: { monthDay: deadline.monthDay, at: deadline.at } };
  return 'after' in deadline
    ? { after: parseDuration(deadline.after) ?? 0 }
    : { sinceEntry: parseDuration(deadline.sinceEntry) ?? 0 };
}

/** A text inside a Chinese sentence, with a space where it begins or ends with Latin letters or digits. */
export const amidHan = (text: string): string =>
  text.replace(/^(?=[\x21-\x7e])/, ' ').replace(/(?<=[\x21-\x7e])$/, ' ');

/** "7 天", "当天 22:00", "3 个工作日后 10:00", "每月 31 日 09:00", "D30": how long a wait lasts, or until when. */
export function deadlineWords(deadline: DeadlineConfig, locale: Locale): string {
  if ('inDays' in deadline) return dayAndTime(deadline, locale);
  if ('weekdays' in deadline) {
    const days = weekdayWords(deadline.weekdays, locale) || (locale === 'zh' ? '每天' : 'every day');
    return locale === 'zh' ? `下一个${days} ${deadline.at}` : `next ${days} ${deadline.at}`;
  }
  if ('monthDay' in deadline) {
    const { monthDay, at } = deadline;
    return locale === 'zh' ? `下一个 ${monthDay} 日 ${at}` : `next day ${monthDay} of a month ${at}`;
  }
  if ('after' in deadline) return durationWords(deadline.after, locale);
  const days = (parseDuration(deadline.sinceEntry) ?? 0) / DAY;
  if (Number.isInteger(days)) return `D${days}`;
  const length = durationWords(deadline.sinceEntry, locale);
  return locale === 'zh' ? `入组后 ${length}` : `${length} in`;
}

function dayAndTime(deadline: { inDays: number; at: string; calendar?: string | undefined }, locale: Locale): string {
  const { inDays, at } = deadline;
  if (deadline.calendar) {
    if (locale === 'zh') return `${inDays === 0 ? '当天或下一个工作日' : `${inDays} 个工作日后`} ${at}`;
    return `${at} ${inDays === 0 ? 'same or next work day' : `in ${inDays} work day${inDays === 1 ? '' : 's'}`}`;
  }
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
