import { expect, test } from 'vitest';
import { maskName } from './mask.ts';

test.each([
  ['陈建国', '陈**'],
  ['欧阳', '欧**'],
  ['Ann', 'A**'],
  ['👩🏽‍⚕️王', '👩🏽‍⚕️**'],
  ['', '**'],
])('%j is shown as %j, without its length', (name, shown) => {
  expect(maskName(name)).toBe(shown);
});
