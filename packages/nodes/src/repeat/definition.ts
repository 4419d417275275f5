import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { wholeNumber } from '../form-field.ts';

/** Go back so many times, then go on. Counting starts anew after the last round. */
export const repeat = defineNode({
  type: 'repeat',
  version: 1,
  category: 'branch',
  shape: 'card',
  icon: 'repeat',
  pinyin: 'chongfu cf xunhuan',
  words: {
    zh: {
      title: '重复',
      help: '走「再来一次」这么多次，然后走「做完了」。循环里要有一个等待。',
      'field.times': '再来几次',
      'port.again': '再来一次',
      'port.done': '做完了',
      summary: '再来 {times} 次',
    },
    en: {
      title: 'Repeat',
      help: 'Takes “Again” so many times, then “Done”. Put a wait into the loop.',
      'field.times': 'Times to go again',
      'port.again': 'Again',
      'port.done': 'Done',
      summary: 'Again {times} ×',
    },
  },
  config: z.object({ times: wholeNumber(1, 1_000) }),
  initial: { times: 3 },
  ports: () => [{ id: 'again' }, { id: 'done' }],
  summary: (c, t) => t('summary', { times: c.times }),
  lower: (c, self) => ({
    op: 'repeat',
    node: self.id,
    times: c.times,
    again: self.port('again'),
    done: self.port('done'),
  }),
});
