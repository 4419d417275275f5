import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { shortText } from '../form-field.ts';

/** Ends the track of a guard or of a fork; the patient stays where else they are. */
export const guardEnd = defineNode({
  type: 'guard-end',
  version: 1,
  category: 'exit',
  shape: 'exit',
  icon: 'shield-check',
  pinyin: 'benxianjieshu bxjs shouhujieshu shjs',
  words: {
    zh: {
      title: '本线结束',
      help: '守护或并行的这一条线到此为止，患者仍在其他步骤里；最后一条线结束时旅程也就结束。',
      'field.outcome': '怎样结束',
      summary: '{outcome}',
    },
    en: {
      title: 'Track end',
      help: 'This track of a guard or a fork ends here; the patient stays where else they are. With the last track the journey ends.',
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
