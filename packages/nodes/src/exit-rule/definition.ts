import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { choice, shortText } from '../form-field.ts';
import { causeFields, causeFindings, causeNeeds, causeWords, lowerCause } from '../rule-cause.ts';

/** Takes a patient out of the journey from any wait, as soon as an event comes or their record meets a condition. */
export const exitRule = defineNode({
  type: 'exit-rule',
  version: 1,
  category: 'exit',
  shape: 'exit',
  icon: 'door-exit',
  pinyin: 'chuzuguize czgz tuichuguize',
  words: {
    zh: {
      title: '出组规则',
      help: '不用连线。患者无论停在哪一步，事件一到或资料一满足条件就立刻出组。',
      'field.on': '由什么触发',
      'field.event': '事件',
      'field.where': '只要满足',
      'field.same': '说的是同一件事',
      'field.if': '条件',
      'field.outcome': '出组原因',
      'field.kind': '是否达成目标',
      'choice.event': '事件',
      'choice.condition': '资料条件',
      'choice.goal': '达成目标',
      'choice.drop': '流失点',
      'choice.neutral': '其他',
      summary: '{cause} → {outcome}',
    },
    en: {
      title: 'Exit rule',
      help: 'Needs no wire. Takes a patient out of the journey wherever they wait, as soon as the event comes or their record meets the condition.',
      'field.on': 'Fired by',
      'field.event': 'Event',
      'field.where': 'Only if',
      'field.same': 'About the same',
      'field.if': 'Condition',
      'field.outcome': 'Reason for leaving',
      'field.kind': 'Goal reached?',
      'choice.event': 'An event',
      'choice.condition': 'A condition',
      'choice.goal': 'Goal reached',
      'choice.drop': 'Drop-off',
      'choice.neutral': 'Other',
      summary: '{cause} → {outcome}',
    },
  },
  config: z.object({
    ...causeFields(),
    outcome: shortText(60),
    kind: choice(['goal', 'drop', 'neutral']).default('neutral'),
  }),
  initial: { on: 'event', kind: 'neutral' },
  ports: () => [],
  summary: (c, t, locale) => {
    const cause = causeWords(c, locale);
    return cause && t('summary', { cause, outcome: c.outcome });
  },
  rule: (c) => ({ exit: { ...lowerCause(c), outcome: c.outcome } }),
  needs: causeNeeds,
  check: causeFindings,
});
