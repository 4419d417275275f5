import { expect, test } from 'vitest';
import { answerIn, latestInstant } from './replies.ts';

test('a reply given within the second of the question lies after the question', () => {
  const second = 1_700_000_000_000;
  expect(latestInstant(second, second + 5_000)).toBe(second + 999);
});

test('a reply never lies after the moment it was read, nor before the moment it was sent', () => {
  const second = 1_700_000_000_000;
  expect(latestInstant(second, second + 300)).toBe(second + 300);
  expect(latestInstant(second, second - 2_000)).toBe(second);
});

test.each([
  ['1', { answer: '1', number: 1 }],
  [' １。', { answer: '1', number: 1 }],
  ['②', { answer: '2', number: 2 }],
  ['b', { answer: 'B' }],
  ['12', { answer: '12', number: 12 }],
])('%j is an answer that a journey may look at', (text, answer) => {
  expect(answerIn(text)).toEqual(answer);
});

test.each(['陈建国', '1、2', '', undefined, '1234567', '-3', '我想退药'])('%j stays in the record alone', (text) => {
  expect(answerIn(text)).toEqual({});
});
