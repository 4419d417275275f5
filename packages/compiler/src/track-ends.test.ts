import { expect, test } from 'vitest';
import { compile } from './compile.ts';
import { draw } from './journey-fixture.ts';

const NODES = {
  start: ['trigger-manual', {}],
  both: ['fork', {}],
  lesson: ['message', { text: '今日小课。' }],
  over: ['guard-end', { outcome: '小课发完' }],
  pause: ['wait-duration', {}],
  done: ['exit', { outcome: '完成' }],
} as const;

test('a track of a fork may end by itself, and the others go on', () => {
  const journey = draw(NODES, [
    ['start', 'next', 'both'],
    ['both', 'a', 'lesson'],
    ['lesson', 'next', 'over'],
    ['both', 'b', 'pause'],
    ['pause', 'next', 'done'],
  ]);
  expect(compile(journey).diagnostics).toEqual([]);
});

test('before any fork there is no track to end', () => {
  const { both: _, pause: __, done: ___, ...nodes } = NODES;
  const journey = draw({ ...nodes, done: NODES.done }, [
    ['start', 'next', 'lesson'],
    ['lesson', 'next', 'over'],
  ]);
  expect(compile(journey).diagnostics.map(({ code }) => code)).toContain('GUARD_END_OUTSIDE');
});
