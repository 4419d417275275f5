// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { instantIn } from './time.ts';

test('a typed time is one of the zone that is named, in summer and in winter', () => {
  expect(instantIn('2026-07-01T09:30', 'America/Chicago')).toBe(Date.parse('2026-07-01T09:30-05:00'));
  expect(instantIn('2026-12-01T09:30', 'America/Chicago')).toBe(Date.parse('2026-12-01T09:30-06:00'));
  expect(instantIn('2026-03-08T03:30', 'America/Chicago')).toBe(Date.parse('2026-03-08T03:30-05:00'));
  expect(instantIn('2026-03-08T01:30', 'America/Chicago')).toBe(Date.parse('2026-03-08T01:30-06:00'));
  expect(instantIn('2026-01-01T00:00', 'Asia/Shanghai')).toBe(Date.parse('2026-01-01T00:00+08:00'));
});

test.each(['', 'soon', '2026-13-01T00:00'])('%j is no time', (text) => {
  expect(instantIn(text, 'Asia/Shanghai')).toBeUndefined();
});
