// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { sayIn } from '../words/words.ts';
import { lengthText, sectionOf } from './time-left.ts';

const MINUTE = 60_000;

describe('the time left', () => {
  it('is said in the two largest units that matter', () => {
    const zh = sayIn('zh');
    expect(lengthText(222 * MINUTE, zh)).toBe('3 小时 42 分');
    expect(lengthText(120 * MINUTE, zh)).toBe('2 小时');
    expect(lengthText(52 * 60 * MINUTE, zh)).toBe('2 天 4 小时');
    expect(lengthText(5, zh)).toBe('1 分');
    expect(lengthText(-20 * MINUTE, sayIn('en'))).toBe('20 min');
    expect(lengthText(59.7 * MINUTE, zh)).toBe('1 小时');
  });

  it('puts an item under its heading', () => {
    const noon = new Date(2026, 10, 6, 12).getTime();
    const hours = (count: number) => sectionOf(count * 60 * MINUTE, noon);
    expect([hours(-1), hours(0), hours(4), hours(5), hours(13), sectionOf(undefined, noon)]).toEqual([
      'overdue',
      'soon',
      'soon',
      'today',
      'later',
      'noDue',
    ]);
  });
});
