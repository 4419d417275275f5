import { type Exit, JOURNEY_ENDED } from '@suivi/schema';
import { z } from 'zod';
import { lengthIn, lowerDeadline, testOnly } from '../deadline.ts';
import { defineNode } from '../define-node.ts';
import { journeyKey, optionalDeadline } from '../form-field.ts';
import { idFindings, idsOf, labelOf, resultsField } from '../form-lists.ts';
import { HOLD_WORDS, holdField, lowerHold } from '../hold.ts';

const OWN = ['next', 'timeout', 'failed'];

/**
 * Runs another journey with this patient and waits for its result. Its exits are told apart by their outcome; one that is
 * not listed takes `next`. `failed`: the other journey could not begin (not published, refused by its own re-entry).
 */
export const subJourney = defineNode({
  type: 'sub-journey',
  version: 1,
  category: 'task',
  shape: 'card',
  icon: 'subtask',
  pinyin: 'ziliucheng zlc diaoyong',
  words: {
    zh: {
      ...HOLD_WORDS.zh,
      title: '子流程',
      help: '让患者走另一个旅程，走完带着结果回来。没列出的结果走「其他结果」；没能开始走「未能开始」。',
      'field.journey': '哪个旅程',
      'field.results': '要区分的结果',
      'field.timeout': '最多等到',
      'port.next': '其他结果',
      'port.timeout': '超时',
      'port.failed': '未能开始',
      summary: '走「{journey}」再回来',
    },
    en: {
      ...HOLD_WORDS.en,
      title: 'Sub-journey',
      help: 'Takes the patient through another journey and comes back with its result. A result that is not listed takes “Other result”; “Not begun” when it could not begin.',
      'field.journey': 'Journey',
      'field.results': 'Results told apart',
      'field.timeout': 'At most until',
      'port.next': 'Other result',
      'port.timeout': 'Time-out',
      'port.failed': 'Not begun',
      summary: '{journey}, and back',
    },
  },
  config: z.object({
    journey: journeyKey(),
    results: resultsField(),
    timeout: optionalDeadline(),
    hold: holdField(),
  }),
  initial: { timeout: { after: 'P30D' } },
  ports: (c) => [
    ...idsOf(c.results)
      .filter((id) => !OWN.includes(id))
      .map((id) => ({ id })),
    { id: 'next' },
    ...(c.timeout ? [{ id: 'timeout' }] : []),
    { id: 'failed', fallback: 'next' },
  ],
  portLabel: (c, id, locale) => (OWN.includes(id) ? undefined : labelOf(c.results, id, locale)),
  summary: (c, t) => t('summary', { journey: c.journey }),
  lower: (c, self) => {
    // An exit is known by the words of its outcome, in whichever language it was written.
    const named = (c.results ?? []).flatMap(({ id, label }): [string, Exit][] =>
      [id, label.zh, label.en].flatMap((name) => (name ? [[name, self.port(id)]] : [])),
    );
    return {
      op: 'act',
      node: self.id,
      kind: 'callJourney',
      with: { journey: c.journey },
      outcomes: { ...Object.fromEntries(named), failed: self.port('failed') },
      next: self.port('next'),
      pending: {
        event: JOURNEY_ENDED,
        ...(c.timeout ? { until: { deadline: lowerDeadline(c.timeout), ...self.port('timeout') } } : {}),
      },
      ...lowerHold(c.hold),
    };
  },
  needs: (c) => ({ journeys: [c.journey] }),
  check: (c) => [...idFindings('results', c.results ?? [], OWN), ...testOnly('timeout', lengthIn(c.timeout))],
  simulate: () => ({ outcome: 'pending' }),
});
