import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { choice, wholeNumberWhen } from '../form-field.ts';

/** Where the tracks of a fork come together. Those that have not come when it goes on are given up. */
export const join = defineNode({
  type: 'join',
  version: 1,
  category: 'branch',
  shape: 'card',
  icon: 'git-merge',
  pinyin: 'huihe hh hebing',
  words: {
    zh: {
      title: '汇合',
      help: '等并行的线在这里会合，再合成一条往下走。够数后还没到的线不再走。',
      'field.wants': '等到',
      'field.count': '几条线',
      'choice.all': '全部到齐',
      'choice.any': '任意一条',
      'choice.count': '够几条',
      'port.next': '继续',
      all: '等全部到齐',
      any: '等任意一条',
      count: '等够 {count} 条',
    },
    en: {
      title: 'Join',
      help: 'Waits for the tracks of a fork and goes on as one. Tracks that have not come by then are given up.',
      'field.wants': 'Wait for',
      'field.count': 'How many',
      'choice.all': 'All of them',
      'choice.any': 'Any one',
      'choice.count': 'Some of them',
      'port.next': 'Goes on',
      all: 'Wait for all tracks',
      any: 'Wait for any track',
      count: 'Wait for {count} tracks',
    },
  },
  config: z.object({
    wants: choice(['all', 'any', 'count']),
    count: wholeNumberWhen(2, 12, { field: 'wants', is: 'count' }),
  }),
  initial: { wants: 'all' },
  ports: () => [{ id: 'next' }],
  summary: (c, t) => t(c.wants, { count: c.count ?? '…' }),
  lower: (c, self) => ({
    op: 'join',
    node: self.id,
    wants: c.wants === 'count' ? (c.count ?? 'all') : c.wants,
    next: self.port('next'),
  }),
  check: (c) =>
    c.wants === 'count' && c.count === undefined
      ? [
          {
            code: 'FIELD_MISSING',
            severity: 'error',
            params: { label: { zh: '几条线', en: 'How many' } },
            field: 'count',
          },
        ]
      : [],
});
