import { eventLabel } from '@suivi/schema';
import { z } from 'zod';
import { conditionWords } from '../condition-words.ts';
import { amidHan, deadlineWords, lengthIn, lowerDeadline, testOnly } from '../deadline.ts';
import { defineNode } from '../define-node.ts';
import { conditionField, deadline, eventTypeField, lookBackField } from '../form-field.ts';
import { correlationsField } from '../form-lists.ts';
import { HOLD_WORDS, holdField, lowerHold } from '../hold.ts';

/** Wait until an event arrives, at most until the deadline; an event that came a moment early counts (rule 3). */
export const waitForEvent = defineNode({
  type: 'wait-for-event',
  version: 1,
  category: 'time',
  shape: 'card',
  icon: 'hourglass',
  pinyin: 'dengshijianhuohuifu dsj denghuifu',
  words: {
    zh: {
      ...HOLD_WORDS.zh,
      title: '等事件或回复',
      help: '等到患者回复或事件发生；到期没有就走「超时」。早到一步的也算。',
      'field.event': '等什么',
      'field.where': '只要满足',
      'field.same': '说的是同一件事',
      'field.from': '从什么时候算起',
      'choice.before': '前一步之后就算',
      'choice.now': '只算现在起',
      'field.timeout': '最多等到',
      'port.event': '等到了',
      'port.timeout': '超时',
      within: '{event} ≤ {until}',
      until: '{event}，到{until}为止',
      filtered: '{what} · {where}',
    },
    en: {
      ...HOLD_WORDS.en,
      title: 'Wait for event',
      help: 'Waits for a reply or an event; takes “Time-out” when none comes. One that came a moment early counts.',
      'field.event': 'Wait for',
      'field.where': 'Only if',
      'field.same': 'About the same',
      'field.from': 'Counts from',
      'choice.before': 'The step before',
      'choice.now': 'Now on only',
      'field.timeout': 'At most until',
      'port.event': 'Arrived',
      'port.timeout': 'Time-out',
      within: '{event} ≤ {until}',
      until: '{event} until {until}',
      filtered: '{what} · {where}',
    },
  },
  config: z.object({
    event: eventTypeField(),
    where: conditionField(),
    same: correlationsField(),
    from: lookBackField(),
    timeout: deadline(),
    hold: holdField(),
  }),
  initial: { event: 'message.received', timeout: { after: 'P1D' } },
  ports: () => [{ id: 'event' }, { id: 'timeout' }],
  summary: (c, t, locale) => {
    const within = 'after' in c.timeout;
    const words = deadlineWords(c.timeout, locale);
    const until = locale === 'zh' && !within ? amidHan(words) : words;
    const what = t(within ? 'within' : 'until', { event: eventLabel(c.event)[locale], until });
    return c.where ? t('filtered', { what, where: conditionWords(c.where, c.event, locale) }) : what;
  },
  lower: (c, self) => ({
    op: 'wait',
    node: self.id,
    until: { deadline: lowerDeadline(c.timeout), ...self.port('timeout') },
    events: [
      {
        type: c.event,
        ...(c.where ? { where: c.where } : {}),
        ...(c.same ? { same: c.same } : {}),
        ...self.port('event'),
      },
    ],
    lookBack: c.from === 'before',
    ...lowerHold(c.hold),
  }),
  check: (c) => testOnly('timeout', lengthIn(c.timeout)),
});
