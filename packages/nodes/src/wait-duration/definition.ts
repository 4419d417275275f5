import { z } from 'zod';
import { amidHan, deadlineWords, lengthIn, lowerDeadline, testOnly } from '../deadline.ts';
import { defineNode } from '../define-node.ts';
import { deadline } from '../form-field.ts';
import { HOLD_WORDS, holdField, lowerHold } from '../hold.ts';

/** Wait a length of time, "1 day" is 24 hours, or until a local time of some day (rule 1). One that is over lets no time pass. */
export const waitDuration = defineNode({
  type: 'wait-duration',
  version: 2,
  category: 'time',
  shape: 'pill',
  icon: 'clock',
  pinyin: 'dengyiduanshijian dysj dengdai',
  words: {
    zh: {
      ...HOLD_WORDS.zh,
      title: '等一段时间',
      help: '等一段时长，1 天就是 24 小时；或等到几天后的某个时刻，按患者当地时间。已经过了就马上继续。',
      'field.until': '等到',
      'port.next': '到时',
      summary: '等 {until}',
      untilThen: '等到{until}',
    },
    en: {
      ...HOLD_WORDS.en,
      title: 'Wait a while',
      help: 'Waits a length of time, 1 day is 24 hours, or until a time of some day, as the patient’s clock shows it. Goes on at once when that is over.',
      'field.until': 'Wait until',
      'port.next': 'Time is up',
      summary: 'Wait {until}',
      untilThen: 'Until {until}',
    },
  },
  config: z.object({ until: deadline(), hold: holdField() }),
  initial: { until: { after: 'P1D' } },
  ports: () => [{ id: 'next' }],
  summary: (c, t, locale) => {
    const until = deadlineWords(c.until, locale);
    if ('after' in c.until) return t('summary', { until });
    return t('untilThen', { until: locale === 'zh' ? amidHan(until).trimEnd() : until });
  },
  lower: (c, self) => ({
    op: 'wait',
    node: self.id,
    until: { deadline: lowerDeadline(c.until), ...self.port('next') },
    events: [],
    lookBack: true,
    ...lowerHold(c.hold),
  }),
  check: (c) => testOnly('until', lengthIn(c.until)),
  // Version 1 knew lengths of time only.
  migrations: {
    2: ({ duration, ...rest }) => (duration === undefined ? rest : { ...rest, until: { after: duration } }),
  },
});
