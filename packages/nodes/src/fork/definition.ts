import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { idFindings, idsOf, labelOf, tracksField } from '../form-lists.ts';

/** Goes on by all tracks at once; a join brings them together again. */
export const fork = defineNode({
  type: 'fork',
  version: 1,
  category: 'branch',
  shape: 'card',
  icon: 'git-fork',
  pinyin: 'binxing bx fencha tongshi',
  words: {
    zh: {
      title: '并行',
      help: '几条线同时往下走，互不等待；用「汇合」合成一条，或用「本线结束」各自收尾。「结束」会让整个旅程结束。',
      'field.tracks': '并行的线',
      'port.a': '线 A',
      'port.b': '线 B',
      summary: '{count} 条线：{tracks}',
    },
    en: {
      title: 'Fork',
      help: 'Goes on by several tracks at once, none waits for another. Bring them together with a join, or let each end with “Track end”; an exit ends the whole journey.',
      'field.tracks': 'Tracks',
      'port.a': 'Track A',
      'port.b': 'Track B',
      summary: '{count} tracks: {tracks}',
    },
  },
  config: z.object({ tracks: tracksField() }),
  initial: {
    tracks: [
      { id: 'a', label: { zh: '线 A', en: 'Track A' } },
      { id: 'b', label: { zh: '线 B', en: 'Track B' } },
    ],
  },
  ports: (c) => idsOf(c.tracks).map((id) => ({ id })),
  portLabel: (c, id, locale) => labelOf(c.tracks, id, locale),
  summary: (c, t, locale) =>
    t('summary', {
      count: c.tracks.length,
      tracks: c.tracks.map(({ id }) => labelOf(c.tracks, id, locale) ?? id).join(' · '),
    }),
  lower: (c, self) => ({ op: 'fork', node: self.id, tracks: c.tracks.map(({ id }) => self.port(id)) }),
  check: (c) => idFindings('tracks', c.tracks, []),
});
