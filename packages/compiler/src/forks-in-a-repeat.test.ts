import { expect, test } from 'vitest';
import { compile } from './compile.ts';
import { draw } from './journey-fixture.ts';

const round = (times: number) =>
  draw(
    {
      start: ['trigger-manual', {}],
      both: ['fork', {}],
      met: ['join', { wants: 'all' }],
      again: ['repeat', { times }],
      done: ['exit', { outcome: '完成' }],
    },
    [
      ['start', 'next', 'both'],
      ['both', 'a', 'met'],
      ['both', 'b', 'met'],
      ['met', 'next', 'again'],
      ['again', 'again', 'both'],
      ['again', 'done', 'done'],
    ],
  );

test('a repeat around a fork counts the fork as the engine does, which holds a run that grows without a wait', () => {
  expect(compile(round(3)).diagnostics).toEqual([]);
  expect(compile(round(7)).diagnostics.map(({ code }) => code)).toEqual(['REPEAT_WITHOUT_WAIT']);
});
