import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { shortText } from '../form-field.ts';

/** Ends the track of a guard; the patient stays where they wait. */
export const guardEnd = defineNode({
  type: 'guard-end',
  version: 1,
  category: 'exit',
  shape: 'exit',
  icon: 'shield-check',
  pinyin: 'shouhujieshu shjs',
  words: {
    zh: {
      title: '守护结束',
      help: '守护的这一段到此为止，患者留在原来的步骤里。',
      'field.outcome': '怎样结束',
      summary: '{outcome}',
    },
    en: {
      title: 'Guard end',
      help: 'The guard’s track ends here; the patient stays where they were.',
      'field.outcome': 'How it ended',
      summary: '{outcome}',
    },
  },
  config: z.object({ outcome: shortText(60) }),
  initial: {},
  ports: () => [],
  summary: (c, t) => t('summary', { outcome: c.outcome }),
  lower: (c, self) => ({ op: 'end', node: self.id, outcome: c.outcome, track: true }),
  endsTrack: true,
});
