import { expect, test } from 'vitest';
import { INCOMPLETE, lowered, summaries } from '../node-fixture.ts';
import { repeat } from './definition.ts';

test('the summary says how often it goes back', () => {
  expect(summaries(repeat, { times: 27 })).toEqual({ zh: '再来 27 次', en: 'Again 27 ×' });
});

test('it lowers to a counter with its two ways out', () => {
  expect(lowered(repeat, { times: 27 })).toEqual({
    op: 'repeat',
    node: 'n',
    times: 27,
    again: { port: 'again', to: 'to-again' },
    done: { port: 'done', to: 'to-done' },
  });
});

test.each([0, -1, 1.5, 1_001, '3'])('%j is no number of rounds', (times) => {
  expect(repeat.config.safeParse({ times }).success).toBe(false);
});

test.each(INCOMPLETE)('an incomplete config (%j) has both ways out', (draft) => {
  expect(repeat.ports(draft)).toEqual([{ id: 'again' }, { id: 'done' }]);
});
