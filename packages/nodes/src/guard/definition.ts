import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { causeFields, causeFindings, causeNeeds, causeWords, lowerCause } from '../rule-cause.ts';

/** Runs a short track of its own beside whatever the patient waits for, without leaving the wait. */
export const guard = defineNode({
  type: 'guard',
  version: 1,
  category: 'trigger',
  shape: 'card',
  icon: 'shield',
  pinyin: 'shouhu quancheng sh',
  words: {
    zh: {
      title: '全程守护',
      help: '没有连线进来。患者无论停在哪一步，事件一到或条件成立，就另走一段短流程，原来的等待不变。用「本线结束」或「结束」收尾。',
      'field.on': '由什么触发',
      'field.event': '事件',
      'field.where': '只要满足',
      'field.same': '说的是同一件事',
      'field.if': '条件',
      'choice.event': '事件',
      'choice.condition': '资料条件',
      'port.then': '另走',
      summary: '{cause}',
    },
    en: {
      title: 'Guard',
      help: 'No wire leads here. Wherever the patient waits, the event or condition starts a short track beside it, and the wait goes on. End it with “Track end” or an exit.',
      'field.on': 'Fired by',
      'field.event': 'Event',
      'field.where': 'Only if',
      'field.same': 'About the same',
      'field.if': 'Condition',
      'choice.event': 'An event',
      'choice.condition': 'A condition',
      'port.then': 'Then',
      summary: '{cause}',
    },
  },
  config: z.object(causeFields()),
  initial: { on: 'event' },
  ports: () => [{ id: 'then' }],
  summary: (c, t, locale) => t('summary', { cause: causeWords(c, locale) }),
  rule: (c, self) => ({ guard: { ...lowerCause(c), next: self.port('then') } }),
  needs: causeNeeds,
  check: causeFindings,
});
