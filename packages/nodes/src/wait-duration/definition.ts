import { MINUTE, parseDuration } from '@suivi/schema';
import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { durationWords } from '../duration-words.ts';
import { duration } from '../form-field.ts';

/** Wait a fixed length of time from arrival: "1 day" is 24 hours (rule 1). */
export const waitDuration = defineNode({
  type: 'wait-duration',
  version: 1,
  category: 'time',
  shape: 'pill',
  icon: 'clock',
  pinyin: 'dengyiduanshijian dysj dengdai',
  words: {
    zh: {
      title: '等一段时间',
      help: '到达后等待固定时长再继续。1 天就是 24 小时。',
      'field.duration': '时长',
      'port.next': '到时',
      summary: '等 {duration}',
    },
    en: {
      title: 'Wait a while',
      help: 'Goes on a fixed time after arrival. 1 day is 24 hours.',
      'field.duration': 'How long',
      'port.next': 'Time is up',
      summary: 'Wait {duration}',
    },
  },
  config: z.object({ duration: duration() }),
  initial: { duration: 'P1D' },
  ports: () => [{ id: 'next' }],
  summary: (c, t, locale) => t('summary', { duration: durationWords(c.duration, locale) }),
  lower: (c, self) => ({
    op: 'wait',
    node: self.id,
    until: { deadline: { after: parseDuration(c.duration) ?? 0 }, ...self.port('next') },
    events: [],
    lookBack: true,
  }),
  check: (c) =>
    (parseDuration(c.duration) ?? 0) < MINUTE
      ? [{ code: 'DURATION_TEST_ONLY', severity: 'warning', params: {}, field: 'duration' }]
      : [],
});
