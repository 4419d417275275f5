import { describe, expect, test } from 'vitest';
import { INCOMPLETE, lowered, summaries } from '../node-fixture.ts';
import { exit } from './definition.ts';

describe('the summary', () => {
  test.each([
    ['goal', '达成目标 · 已续方', 'Goal met · 已续方'],
    ['drop', '流失点 · 已续方', 'Drop-off · 已续方'],
    ['neutral', '已续方', '已续方'],
  ])('of an exit of kind %s names the outcome', (kind, zh, en) => {
    expect(summaries(exit, { outcome: '已续方', kind })).toEqual({ zh, en });
  });
});

test('it lowers to the end of the run with its outcome', () => {
  expect(lowered(exit, { outcome: ' 已续方 ' })).toEqual({ op: 'end', node: 'n', outcome: '已续方' });
});

test.each(['', '   ', '长'.repeat(61)])('"%s" is no outcome that a report can count', (outcome) => {
  expect(exit.config.safeParse({ outcome }).success).toBe(false);
});

test.each(INCOMPLETE)('an incomplete config (%j) has no way out either', (draft) => {
  expect(exit.ports(draft)).toEqual([]);
});
