import { expect, test } from 'vitest';
import { answerIn } from './short-answer.ts';

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
