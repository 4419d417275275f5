import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { journeyKey, shortText } from '../form-field.ts';

/** Ends this journey for the patient and begins another one: at no time are they in neither. */
export const handOver = defineNode({
  type: 'hand-over',
  version: 1,
  category: 'exit',
  shape: 'exit',
  icon: 'arrow-forward-up',
  pinyin: 'zhuanru zr jiaojie',
  words: {
    zh: {
      title: '转入另一旅程',
      help: '患者离开这里，转入另一个旅程，不再回来。那边没能开始时，结果记为「未能转入」。',
      'field.journey': '转入哪个旅程',
      'field.outcome': '出组原因',
      summary: '转入「{journey}」',
    },
    en: {
      title: 'Hand over',
      help: 'The patient leaves this journey and begins another one for good. Where that could not begin, the outcome is “not handed over”.',
      'field.journey': 'Next journey',
      'field.outcome': 'Reason for leaving',
      summary: 'On to {journey}',
    },
  },
  config: z.object({ journey: journeyKey(), outcome: shortText(60) }),
  initial: {},
  ports: () => [],
  summary: (c, t) => t('summary', { journey: c.journey }),
  lower: (c, self) => [
    {
      op: 'act',
      node: self.id,
      kind: 'handOver',
      with: { journey: c.journey },
      outcomes: { failed: { port: 'failed', to: self.step(2) } },
      next: { port: 'next', to: self.step(1) },
      // Who ends must not stay between two journeys because of a hold: the next one is held as well.
      hold: 'ignore',
    },
    { op: 'end', node: self.id, outcome: c.outcome },
    { op: 'end', node: self.id, outcome: NOT_HANDED_OVER },
  ],
  needs: (c) => ({ journeys: [c.journey] }),
  simulate: () => ({ outcome: 'done' }),
});

/** The outcome of a run whose next journey could not begin: somebody has to look. */
export const NOT_HANDED_OVER = 'not handed over';
