import { DAY } from '@suivi/schema';
import { expect, test } from 'vitest';
import { durationWords, lengthWords } from './duration-words.ts';

test.each([
  ['P2W', '14 天', '14 days'],
  ['P1DT1H1M1S', '1 天 1 小时 1 分钟 1 秒', '1 day 1 hour 1 minute 1 second'],
  ['PT48H', '2 天', '2 days'],
  ['PT90M', '1 小时 30 分钟', '1 hour 30 minutes'],
])('%s is said exactly', (duration, zh, en) => {
  expect(durationWords(duration, 'zh')).toBe(zh);
  expect(durationWords(duration, 'en')).toBe(en);
});

test('the sum of several waits may be longer than any single one', () => {
  expect(lengthWords(20_000 * DAY, 'zh')).toBe('20000 天');
});
