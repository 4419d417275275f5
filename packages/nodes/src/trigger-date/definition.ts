import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { choice } from '../form-field.ts';
import { dateWords, lowerDate, patientDate } from '../patient-date.ts';

/** A patient enters on a date of theirs: "3 days before re-exam, 09:00 local". */
export const triggerDate = defineNode({
  type: 'trigger-date',
  version: 1,
  category: 'trigger',
  shape: 'card',
  icon: 'calendar-event',
  pinyin: 'riqichufa rqcf',
  words: {
    zh: {
      title: '日期触发',
      help: '到了患者资料里的日期（可提前或推后几天）就入组，按患者当地时间。',
      'field.field': '日期字段',
      'field.offset': '提前或推后',
      'field.at': '当地时间',
      'field.reentry': '再次入组',
      'choice.never': '每人只一次',
      'choice.per-event': '每个日期一次',
      'port.next': '入组',
      summary: '{date}',
    },
    en: {
      title: 'Date trigger',
      help: 'A patient enters on a date in their record, or some days before or after it, as their clock shows it.',
      'field.field': 'Date field',
      'field.offset': 'Before or after',
      'field.at': 'Local time',
      'field.reentry': 'Entering again',
      'choice.never': 'Once per patient',
      'choice.per-event': 'Once per date',
      'port.next': 'Enters',
      summary: '{date}',
    },
  },
  config: z.object({ ...patientDate(), reentry: choice(['never', 'per-event']).default('never') }),
  initial: { offset: { days: 0 }, at: '09:00', reentry: 'never' },
  ports: () => [{ id: 'next' }],
  summary: (c, t, locale) => t('summary', { date: dateWords(c, locale) }),
  lower: (_c, self) => ({ op: 'begin', node: self.id, next: self.port('next') }),
  trigger: (c) => ({ on: 'date', date: lowerDate(c), reentry: { mode: c.reentry } }),
  needs: (c) => ({ fields: [{ key: c.field, type: 'date' }] }),
});
