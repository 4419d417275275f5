import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { choice, shortText } from '../form-field.ts';

/** The run ends here, with an outcome that reports can count. */
export const exit = defineNode({
  type: 'exit',
  version: 1,
  category: 'exit',
  shape: 'exit',
  icon: 'flag',
  pinyin: 'jieshu chuzu js',
  words: {
    zh: {
      title: '结束',
      help: '患者在这里出组，并记下结果。',
      'field.outcome': '出组原因',
      'field.kind': '是否达成目标',
      'choice.goal': '达成目标',
      'choice.drop': '流失点',
      'choice.neutral': '其他',
      goal: '达成目标 · {outcome}',
      drop: '流失点 · {outcome}',
      neutral: '{outcome}',
    },
    en: {
      title: 'Exit',
      help: 'The patient leaves here and the outcome is recorded.',
      'field.outcome': 'Reason for leaving',
      'field.kind': 'Goal reached?',
      'choice.goal': 'Goal reached',
      'choice.drop': 'Drop-off',
      'choice.neutral': 'Other',
      goal: 'Goal met · {outcome}',
      drop: 'Drop-off · {outcome}',
      neutral: '{outcome}',
    },
  },
  config: z.object({ outcome: shortText(60), kind: choice(['goal', 'drop', 'neutral']).default('neutral') }),
  initial: { kind: 'neutral' },
  ports: () => [],
  summary: (c, t) => t(c.kind, { outcome: c.outcome }),
  lower: (c, self) => ({ op: 'end', node: self.id, outcome: c.outcome }),
});
