import { expect, test } from 'vitest';
import { jsonDepth } from './json-body.ts';

test.each([
  ['1', 0],
  ['{"a":[1,{"b":2}]}', 3],
  ['["[[[[","\\"[[",{}]', 2],
  ['[[],[],[[]]]', 3],
])('%s is nested %i deep: brackets in texts do not count', (text, depth) => {
  expect(jsonDepth(text)).toBe(depth);
});

test('a million brackets are counted without recursion', () => {
  expect(jsonDepth('['.repeat(1_000_000))).toBe(1_000_000);
});
