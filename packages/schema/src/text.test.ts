import { describe, expect, test } from 'vitest';
import { cleanText, isCleanJson, isCleanText, pickText } from './text.ts';

const HALF_EMOJI = '\ud83d';

describe('clean text', () => {
  test.each(['', '您好', '👩‍👧', '𠮷', 'a\u200bb', 'line\nline'])('%j can be stored', (text) => {
    expect(isCleanText(text)).toBe(true);
  });

  test.each(['a\u0000b', HALF_EMOJI, `您好${HALF_EMOJI}`, '\ude00\ud83d'])('%j cannot be stored', (text) => {
    expect(isCleanText(text)).toBe(false);
  });

  test('names the reason by a code and not a sentence', () => {
    const parsed = cleanText(10).safeParse('a\u0000');
    expect(parsed.error?.issues.map((issue) => issue.message)).toEqual(['TEXT_NOT_UNICODE']);
  });
});

describe('clean JSON', () => {
  test('holds clean strings only, in keys and at any depth', () => {
    expect(isCleanJson({ a: [{ 药品: '二甲双胍 💊' }, 1, true, null] })).toBe(true);
    expect(isCleanJson({ a: [{ b: 'x\u0000' }] })).toBe(false);
    expect(isCleanJson({ a: { [`b${HALF_EMOJI}`]: 1 } })).toBe(false);
    expect(isCleanJson([[HALF_EMOJI]])).toBe(false);
  });

  test('that nests a hundred thousand levels is refused instead of overflowing the stack', () => {
    const levels = 100_000;
    expect(isCleanJson(JSON.parse('['.repeat(levels) + ']'.repeat(levels)))).toBe(false);
    expect(isCleanJson(JSON.parse('['.repeat(100) + ']'.repeat(100)))).toBe(true);
  });
});

test('a label that exists in one language only is shown in the other one as it stands', () => {
  expect(pickText({ zh: '首次续方' }, 'en')).toBe('首次续方');
  expect(pickText({ en: 'First refill', zh: '' }, 'zh')).toBe('First refill');
  expect(pickText(undefined, 'zh')).toBe('');
});
