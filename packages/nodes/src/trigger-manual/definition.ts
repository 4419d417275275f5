import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { choice } from '../form-field.ts';

/** Only people enter others here: by hand in the product, or through the API. No event does. */
export const triggerManual = defineNode({
  type: 'trigger-manual',
  version: 1,
  category: 'trigger',
  shape: 'card',
  icon: 'hand-click',
  pinyin: 'shoudongruzu sdrz shougong',
  words: {
    zh: {
      title: '手动入组',
      help: '由员工在名单里点选，或由接口入组；没有事件会触发它。',
      'field.reentry': '再次入组',
      'choice.never': '每人只一次',
      'choice.per-event': '可以多次',
      'port.next': '入组',
      never: '由员工或接口入组，每人一次',
      'per-event': '由员工或接口入组，可多次',
    },
    en: {
      title: 'Manual entry',
      help: 'Staff or the API enter patients here; no event does.',
      'field.reentry': 'Entering again',
      'choice.never': 'Once per patient',
      'choice.per-event': 'Any number of times',
      'port.next': 'Enters',
      never: 'By staff or API, once each',
      'per-event': 'By staff or API, repeatedly',
    },
  },
  config: z.object({ reentry: choice(['never', 'per-event']) }),
  initial: { reentry: 'never' },
  ports: () => [{ id: 'next' }],
  summary: (c, t) => t(c.reentry),
  lower: (_c, self) => ({ op: 'begin', node: self.id, next: self.port('next') }),
  trigger: (c) => ({ on: 'manual', reentry: { mode: c.reentry } }),
});
