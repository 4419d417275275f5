import type { Locale, PatientDate } from '@suivi/schema';
import { choice, dayOffset, localTime, patientField } from './form-field.ts';

/** The fields by which a node names a date of the patient, with an offset and a local time. */
export const patientDate = () => ({
  field: patientField(),
  offset: dayOffset().default({ days: 0 }),
  at: localTime().default('09:00'),
});

/** What a wait for a date may say besides: which year's date it is, and what becomes of a day off. */
export const dateTurns = () => ({
  every: choice(['once', 'year']).default('once'),
  workday: choice(['any', 'before', 'after']).default('any'),
});

export const DATE_TURN_WORDS = {
  zh: {
    'field.every': '哪一年',
    'field.workday': '遇到休息日',
    'choice.once': '就是这个日期',
    'choice.year': '每年的这一天',
    'choice.any': '不变',
    'choice.before': '提前到工作日',
    'choice.after': '推后到工作日',
  },
  en: {
    'field.every': 'Which year',
    'field.workday': 'On a day off',
    'choice.once': 'This very date',
    'choice.year': 'Its anniversary',
    'choice.any': 'Stays',
    'choice.before': 'Work day before',
    'choice.after': 'Work day after',
  },
} as const;

export interface DayOffset {
  days: number;
  months?: number | undefined;
}

export interface PatientDateConfig {
  field: string;
  offset: DayOffset;
  at: string;
  every?: 'once' | 'year';
  workday?: 'any' | 'before' | 'after';
}

/** The calendar that a date is moved by. */
const CALENDAR = 'cn-workdays';

export const lowerDate = ({ field, offset, at, every, workday = 'any' }: PatientDateConfig): PatientDate => ({
  field,
  ...(offset.months ? { offsetMonths: offset.months } : {}),
  offsetDays: offset.days,
  at,
  ...(every === 'year' ? { yearly: true } : {}),
  ...(workday === 'any' ? {} : { workday: { calendar: CALENDAR, move: workday } }),
});

export const dateNeeds = ({ workday = 'any' }: Pick<PatientDateConfig, 'workday'>): { calendars?: string[] } =>
  workday === 'any' ? {} : { calendars: [CALENDAR] };

/** "nextExam 前 3 天 09:00", "每年 birthday 当天 09:00" */
export function dateWords({ field, offset, at, every, workday = 'any' }: PatientDateConfig, locale: Locale): string {
  const amount = offsetWords(offset, locale);
  if (locale === 'zh') {
    const name = /[\x21-\x7e]$/.test(field) ? `${field} ` : field;
    const moved = { any: '', before: '（遇休提前）', after: '（遇休推后）' }[workday];
    return `${every === 'year' ? '每年' : ''}${amount === '当天' ? `${name}当天` : `${name}${amount}`} ${at}${moved}`;
  }
  const name = every === 'year' ? `anniversary of ${field}` : field;
  const moved = { any: '', before: ' or the work day before', after: ' or the next work day' }[workday];
  return `${amount === 'on the day' ? `${name} ${at}` : `${amount} ${name} ${at}`}${moved}`;
}

/** "前 3 天", "后 6 个月 1 天", "当天"; months are counted first. */
export function offsetWords({ days, months = 0 }: DayOffset, locale: Locale): string {
  const parts = [
    ...(months === 0 ? [] : [sideWords(months, ['个月', 'month', 'months'], locale)]),
    ...(days === 0 ? [] : [sideWords(days, ['天', 'day', 'days'], locale)]),
  ];
  if (parts.length === 0) return locale === 'zh' ? '当天' : 'on the day';
  return parts.join(locale === 'zh' ? '再' : ' and ');
}

function sideWords(amount: number, [zh, one, many]: [string, string, string], locale: Locale): string {
  const count = Math.abs(amount);
  if (locale === 'zh') return `${amount < 0 ? '前' : '后'} ${count} ${zh}`;
  return `${count} ${count === 1 ? one : many} ${amount < 0 ? 'before' : 'after'}`;
}
