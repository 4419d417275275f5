import { pickText } from '@suivi/schema';
import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { armsField, idFindings, idsOf, labelOf } from '../form-lists.ts';

/** One arm per patient, by weight and for good: the same patient takes the same arm on every visit. */
export const split = defineNode({
  type: 'split',
  version: 1,
  category: 'branch',
  shape: 'card',
  icon: 'percentage',
  pinyin: 'anbilifenliu abfl fenliu suiji',
  words: {
    zh: {
      title: '按比例分流',
      help: '按比例把患者随机分到各组；同一位患者每次都走同一组。',
      'field.arms': '分组与比例',
      'port.a': 'A 组',
      'port.b': 'B 组',
      arm: '{label} {share}%',
    },
    en: {
      title: 'Split',
      help: 'Spreads patients over its arms at random, by weight; the same patient takes the same arm every time.',
      'field.arms': 'Arms and weights',
      'port.a': 'Arm A',
      'port.b': 'Arm B',
      arm: '{label} {share} %',
    },
  },
  config: z.object({ arms: armsField() }),
  initial: {
    arms: [
      { id: 'a', label: { zh: 'A 组', en: 'Arm A' }, weight: 50 },
      { id: 'b', label: { zh: 'B 组', en: 'Arm B' }, weight: 50 },
    ],
  },
  ports: (c) => idsOf(c.arms).map((id) => ({ id })),
  portLabel: (c, id, locale) => labelOf(c.arms, id, locale),
  summary: (c, t, locale) => {
    const total = c.arms.reduce((sum, { weight }) => sum + weight, 0);
    const share = (weight: number) => Math.round((1_000 * weight) / total) / 10;
    return c.arms
      .map(({ label, weight }) => t('arm', { label: pickText(label, locale), share: share(weight) }))
      .join(' · ');
  },
  lower: (c, self) => ({
    op: 'split',
    node: self.id,
    arms: c.arms.map(({ id, weight, holdOut }) => ({
      weight,
      ...(holdOut ? { holdOut: true as const } : {}),
      ...self.port(id),
    })),
  }),
  check: (c) => idFindings('arms', c.arms, []),
});
