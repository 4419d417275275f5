import { expect, test } from 'vitest';
import { lowered, summaries } from '../node-fixture.ts';
import { fork } from './definition.ts';

const tracks = [
  { id: 'a', label: { zh: '打卡', en: 'Check-in' } },
  { id: 'b', label: { zh: '小课', en: 'Lessons' } },
];

test('the summary names its tracks', () => {
  expect(summaries(fork, { tracks })).toEqual({ zh: '2 条线：打卡 · 小课', en: '2 tracks: Check-in · Lessons' });
});

test('it lowers to its tracks in the order in which they are listed', () => {
  expect(lowered(fork, { tracks })).toEqual({
    op: 'fork',
    node: 'n',
    tracks: [
      { port: 'a', to: 'to-a' },
      { port: 'b', to: 'to-b' },
    ],
  });
});

test('one track is no fork, and two of one name would share a port', () => {
  expect(fork.config.safeParse({ tracks: tracks.slice(1) }).success).toBe(false);
  expect(fork.check({ tracks: [tracks[0], tracks[0]] })).toMatchObject([{ code: 'LIST_ID_TWICE' }]);
});
