import { expect, test } from 'vitest';
import { latestInstant } from './replies.ts';

test('a reply given within the second of the question lies after the question', () => {
  const second = 1_700_000_000_000;
  expect(latestInstant(second, second + 5_000)).toBe(second + 999);
});

test('a reply never lies after the moment it was read, nor before the moment it was sent', () => {
  const second = 1_700_000_000_000;
  expect(latestInstant(second, second + 300)).toBe(second + 300);
  expect(latestInstant(second, second - 2_000)).toBe(second);
});
