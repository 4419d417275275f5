// @vitest-environment happy-dom
import { DIAGNOSTICS } from '@suivi/schema';
import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { fill, paramNames } from './fill.ts';
import { timeText } from './time.ts';
import { sayIn, type WordKey } from './words.ts';
import { zh } from './zh.ts';

const keys = Object.keys(zh) as WordKey[];

describe('the catalogue', () => {
  it('has every string in both languages, and none is empty', () => {
    expect(Object.keys(en).sort()).toEqual([...keys].sort());
    for (const key of keys) expect(zh[key].trim() && en[key].trim(), key).toBeTruthy();
  });

  it('takes the same parameters in both languages', () => {
    for (const key of keys) expect(paramNames(en[key]), key).toEqual(paramNames(zh[key]));
  });

  it('has no Chinese left in the English half', () => {
    for (const key of keys) expect(en[key], key).not.toMatch(/\p{Script=Han}/u);
    expect(Object.keys(DIAGNOSTICS).length).toBeGreaterThan(0);
  });
});

describe('filling in', () => {
  it('chooses singular and plural', () => {
    const open = (count: number) => sayIn('en')('journeys.open', { count });
    expect([open(1), open(2)]).toEqual(['1 item open', '2 items open']);
  });

  it('leaves an unknown parameter visible', () => {
    expect(fill('{a} and {b}', { a: 1 })).toBe('1 and {b}');
  });
});

describe('times', () => {
  it('read the same in both languages', () => {
    const at = new Date(2026, 10, 19, 9, 5, 8).getTime();
    for (const locale of ['zh', 'en'] as const) {
      expect(timeText(at, 'dayClock', locale)).toBe('11-19 09:05');
      expect(timeText(at, 'clockSeconds', locale)).toBe('09:05:08');
    }
  });
});
