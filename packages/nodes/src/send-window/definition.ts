import { parseDuration, type Window } from '@suivi/schema';
import { z } from 'zod';
import { testOnly } from '../deadline.ts';
import { defineNode } from '../define-node.ts';
import { durationWords } from '../duration-words.ts';
import { choice, localTime, optionalDuration, weekdaysField } from '../form-field.ts';
import { HOLD_WORDS, holdField, lowerHold } from '../hold.ts';
import { weekdayWords } from '../weekday-words.ts';

/**
 * Lets pass within the allowed hours only (rule 6): who arrives outside waits for the next ones, spread by patient so that
 * their beginning is no burst. With `within`, a window that opens too late takes `expired` instead.
 */
export const sendWindow = defineNode({
  type: 'send-window',
  version: 1,
  category: 'time',
  shape: 'pill',
  icon: 'clock-pause',
  pinyin: 'fasongshijianchuang fssjc shijianchuang miandarao',
  words: {
    zh: {
      ...HOLD_WORDS.zh,
      title: '发送时段',
      help: '只在患者当地的这个时段放行；不在时段内就等到下一个时段，并错开一点，避免同时发出。时段可以跨夜。',
      'field.from': '从',
      'field.to': '到',
      'field.weekdays': '星期几',
      'field.calendar': '只在工作日',
      'field.spread': '错开多久',
      'field.within': '最多等多久',
      'choice.none': '不看',
      'choice.cn-workdays': '中国工作日（含调休）',
      'port.next': '放行',
      'port.expired': '等太久',
      summary: '{from}–{to} {days}放行',
      within: '{from}–{to} {days}放行，最多等 {within}',
      workdays: '工作日',
    },
    en: {
      ...HOLD_WORDS.en,
      title: 'Send window',
      help: 'Lets pass within these hours only, as the patient’s clock shows them; who comes outside waits for the next ones, spread a little so that not everybody goes at once. May reach over midnight.',
      'field.from': 'From',
      'field.to': 'To',
      'field.weekdays': 'Days of the week',
      'field.calendar': 'Work days only',
      'field.spread': 'Spread over',
      'field.within': 'Waits at most',
      'choice.none': 'Any day',
      'choice.cn-workdays': 'China (with make-up days)',
      'port.next': 'Open',
      'port.expired': 'Too late',
      summary: '{from}–{to} {days}',
      within: '{from}–{to} {days}, waits ≤ {within}',
      workdays: 'work days',
    },
  },
  config: z.object({
    from: localTime(),
    to: localTime(),
    weekdays: weekdaysField(),
    calendar: choice(['none', 'cn-workdays']).default('none'),
    spread: optionalDuration(),
    within: optionalDuration(),
    hold: holdField(),
  }),
  initial: { from: '09:00', to: '20:30', spread: 'PT30M' },
  ports: (c) => [{ id: 'next' }, ...(c.within ? [{ id: 'expired' }] : [])],
  summary: (c, t, locale) => {
    const days = [weekdayWords(c.weekdays, locale), c.calendar === 'none' ? '' : t('workdays')].filter(Boolean);
    const words = { from: c.from, to: c.to, days: days.join(locale === 'zh' ? '、' : ', ') };
    if (!c.within) return t('summary', words).trim();
    return t('within', { ...words, within: durationWords(c.within, locale) });
  },
  lower: (c, self) => {
    const window: Window = {
      from: c.from,
      to: c.to,
      ...(c.weekdays ? { weekdays: c.weekdays } : {}),
      ...(c.calendar === 'none' ? {} : { calendar: c.calendar }),
      ...(c.spread ? { spread: parseDuration(c.spread) ?? 0 } : {}),
      ...(c.within ? { within: parseDuration(c.within) ?? 0 } : {}),
    };
    return {
      op: 'wait',
      node: self.id,
      until: { deadline: { window }, ...self.port('next') },
      events: [],
      ...(c.within ? { past: self.port('expired') } : {}),
      lookBack: true,
      ...lowerHold(c.hold),
    };
  },
  needs: (c) => (c.calendar === 'none' ? {} : { calendars: [c.calendar] }),
  check: (c) => [...testOnly('spread', c.spread), ...testOnly('within', c.within)],
});
