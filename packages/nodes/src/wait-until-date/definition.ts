import { z } from 'zod';
import { amidHan } from '../deadline.ts';
import { defineNode } from '../define-node.ts';
import { HOLD_WORDS, holdField, lowerHold } from '../hold.ts';
import { DATE_TURN_WORDS, dateNeeds, dateTurns, dateWords, lowerDate, patientDate } from '../patient-date.ts';

/**
 * Wait until a date of the patient, with an offset: "3 days before re-exam, 09:00 local". It is computed anew when the
 * date changes (rule 2). A date that nobody knows must have a way out; one in the past has its own where drawn (rule 4).
 */
export const waitUntilDate = defineNode({
  type: 'wait-until-date',
  version: 1,
  category: 'time',
  shape: 'card',
  icon: 'calendar-time',
  pinyin: 'dengdaoriqi ddrq riqi',
  words: {
    zh: {
      ...HOLD_WORDS.zh,
      ...DATE_TURN_WORDS.zh,
      title: '等到日期',
      help: '等到患者资料里的日期，可提前或推后几天或几个月，按患者当地时间；日期改了就重算。到的时候已经过了走「已过」，没有日期走「没有日期」。',
      'field.field': '日期字段',
      'field.offset': '提前或推后',
      'field.at': '当地时间',
      'port.due': '到了',
      'port.past': '已过',
      'port.missing': '没有日期',
      summary: '等到{date}',
    },
    en: {
      ...HOLD_WORDS.en,
      ...DATE_TURN_WORDS.en,
      title: 'Wait until date',
      help: 'Waits for a date in the patient’s record, some days or months before or after it, as the patient’s clock shows it; computed anew when the date changes. “Past” when it is over on arrival, “No date” when nobody knows it.',
      'field.field': 'Date field',
      'field.offset': 'Before or after',
      'field.at': 'Local time',
      'port.due': 'Due',
      'port.past': 'Past',
      'port.missing': 'No date',
      summary: '{date}',
    },
  },
  config: z.object({ ...patientDate(), ...dateTurns(), hold: holdField() }),
  initial: { offset: { days: -3 }, at: '09:00' },
  ports: () => [{ id: 'due' }, { id: 'past', fallback: 'due' }, { id: 'missing' }],
  summary: (c, t, locale) => {
    const date = dateWords(c, locale);
    return t('summary', { date: locale === 'zh' ? amidHan(date).trimEnd() : date });
  },
  lower: (c, self) => ({
    op: 'wait',
    node: self.id,
    until: { deadline: { date: lowerDate(c) }, ...self.port('due') },
    events: [],
    past: self.port('past'),
    missing: self.port('missing'),
    lookBack: true,
    ...lowerHold(c.hold),
  }),
  needs: (c) => ({ fields: [{ key: c.field, type: 'date' }], ...dateNeeds(c) }),
});
