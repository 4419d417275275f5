import { type Deadline, eventLabel, MINUTE, parseDuration } from '@suivi/schema';
import { z } from 'zod';
import { conditionWords } from '../condition-words.ts';
import { defineNode } from '../define-node.ts';
import { durationWords } from '../duration-words.ts';
import { conditionField, deadline, eventTypeField } from '../form-field.ts';

type Timeout = { after: string } | { sinceEntry: string };

const timeoutText = (timeout: Timeout): string => ('after' in timeout ? timeout.after : timeout.sinceEntry);

function lowerTimeout(timeout: Timeout): Deadline {
  const length = parseDuration(timeoutText(timeout)) ?? 0;
  return 'after' in timeout ? { after: length } : { sinceEntry: length };
}

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
      title: '等事件或回复',
      help: '等到患者回复或事件发生；到期没有就走「超时」。早到一步的也算。',
      'field.event': '等什么',
      'field.where': '只要满足',
      'field.timeout': '最多等到',
      'port.event': '等到了',
      'port.timeout': '超时',
      after: '{event} ≤ {duration}',
      sinceEntry: '{event}，到 D{days} 为止',
      sinceEntryTime: '{event}，到入组后 {duration}',
      filtered: '{what} · {where}',
    },
    en: {
      title: 'Wait for event',
      help: 'Waits for a reply or an event; takes “Time-out” when none comes. One that came a moment early counts.',
      'field.event': 'Wait for',
      'field.where': 'Only if',
      'field.timeout': 'At most until',
      'port.event': 'Arrived',
      'port.timeout': 'Time-out',
      after: '{event} ≤ {duration}',
      sinceEntry: '{event} until D{days}',
      sinceEntryTime: '{event} until {duration} in',
      filtered: '{what} · {where}',
    },
  },
  config: z.object({ event: eventTypeField(), where: conditionField(), timeout: deadline() }),
  initial: { event: 'message.received', timeout: { after: 'P1D' } },
  ports: () => [{ id: 'event' }, { id: 'timeout' }],
  summary: (c, t, locale) => {
    const event = eventLabel(c.event)[locale];
    const length = timeoutText(c.timeout);
    const days = (parseDuration(length) ?? 0) / 86_400_000;
    const what =
      'after' in c.timeout
        ? t('after', { event, duration: durationWords(length, locale) })
        : Number.isInteger(days)
          ? t('sinceEntry', { event, days })
          : t('sinceEntryTime', { event, duration: durationWords(length, locale) });
    return c.where ? t('filtered', { what, where: conditionWords(c.where, c.event, locale) }) : what;
  },
  lower: (c, self) => ({
    op: 'wait',
    node: self.id,
    until: { deadline: lowerTimeout(c.timeout), ...self.port('timeout') },
    events: [{ type: c.event, ...(c.where ? { where: c.where } : {}), ...self.port('event') }],
    lookBack: true,
  }),
  check: (c) =>
    (parseDuration(timeoutText(c.timeout)) ?? 0) < MINUTE
      ? [{ code: 'DURATION_TEST_ONLY', severity: 'warning', params: {}, field: 'timeout' }]
      : [],
});
