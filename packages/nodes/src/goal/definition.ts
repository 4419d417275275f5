import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { shortText } from '../form-field.ts';
import { causeFields, causeFindings, causeNeeds, causeWords, lowerCause } from '../rule-cause.ts';

/** What the journey is for: reached from any wait, once, and the patient goes on from here. */
export const goal = defineNode({
  type: 'goal',
  version: 1,
  category: 'trigger',
  shape: 'card',
  icon: 'target-arrow',
  pinyin: 'mubiao mb dacheng',
  words: {
    zh: {
      title: '目标',
      help: '没有连线进来。患者无论停在哪一步，目标一达成就离开原来的步骤，从这里往下走；每位患者只有一次。',
      'field.name': '目标名称',
      'field.on': '由什么触发',
      'field.event': '事件',
      'field.where': '只要满足',
      'field.same': '说的是同一件事',
      'field.if': '条件',
      'choice.event': '事件',
      'choice.condition': '资料条件',
      'port.reached': '达成后',
      summary: '{name}：{cause}',
    },
    en: {
      title: 'Goal',
      help: 'No wire leads here. Wherever the patient waits, they leave that step as soon as the goal is reached and go on from here; once for each patient.',
      'field.name': 'Name of the goal',
      'field.on': 'Fired by',
      'field.event': 'Event',
      'field.where': 'Only if',
      'field.same': 'About the same',
      'field.if': 'Condition',
      'choice.event': 'An event',
      'choice.condition': 'A condition',
      'port.reached': 'Reached',
      summary: '{name}: {cause}',
    },
  },
  config: z.object({ name: shortText(60), ...causeFields() }),
  initial: { on: 'event' },
  ports: () => [{ id: 'reached' }],
  summary: (c, t, locale) => {
    const cause = causeWords(c, locale);
    return cause && t('summary', { name: c.name, cause });
  },
  rule: (c, self) => ({ goal: { ...lowerCause(c), next: self.port('reached') } }),
  needs: causeNeeds,
  check: causeFindings,
});
