import { type Condition, UNITS as LANGUAGE_UNITS, GLUCOSE_LIMITS as PAIRS } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
import { evaluate } from './condition.ts';
import { GLUCOSE_LIMITS, limitIn, UNITS } from './quantity.ts';

type Comparison = Extract<Condition, { op: 'compare' }>['is'];
const is = (comparison: Comparison, value: number, unit: string, event: Record<string, unknown>) =>
  evaluate({ op: 'compare', field: 'value', is: comparison, value, unit }, { event });
const mg = (value: number) => ({ value, unit: 'mg/dL' });
const mmol = (value: number) => ({ value, unit: 'mmol/L' });

describe('a limit that guidelines give in both units', () => {
  test.each([
    ['<' as const, 3.9, mg(69), true],
    ['<' as const, 3.9, mg(70), false],
    ['<' as const, 3.0, mg(53), true],
    ['<' as const, 3.0, mg(54), false],
    ['>' as const, 16.7, mg(300), false],
    ['>' as const, 16.7, mg(301), true],
    ['≥' as const, 7.0, mg(126), true],
    ['≥' as const, 11.1, mg(200), true],
  ])('%s %d mmol/L of a reading in mg/dL is that pair (%o: %s)', (comparison, limit, reading, expected) => {
    expect(is(comparison, limit, 'mmol/L', reading)).toBe(expected);
  });

  test.each([
    ['<' as const, 70, mmol(3.8), true],
    ['<' as const, 70, mmol(3.9), false],
    ['<' as const, 54, mmol(2.9), true],
    ['<' as const, 54, mmol(3.0), false],
    ['>' as const, 300, mmol(16.7), false],
    ['>' as const, 300, mmol(16.8), true],
  ])('%s %d mg/dL of a reading in mmol/L is that pair (%o: %s)', (comparison, limit, reading, expected) => {
    expect(is(comparison, limit, 'mg/dL', reading)).toBe(expected);
  });

  test('reads the same from either side, for every pair', () => {
    for (const [low, high] of GLUCOSE_LIMITS) {
      expect(limitIn(low, 'mmol/L', 'mg/dL')).toBe(high);
      expect(limitIn(high, 'mg/dL', 'mmol/L')).toBe(low);
    }
  });
});

test('any other limit is converted, 18.0 to one, and the measurement never is', () => {
  expect(limitIn(4.1, 'mmol/L', 'mg/dL')).toBe(73.8);
  expect(limitIn(81, 'mg/dL', 'mmol/L')).toBe(4.5);
  expect(is('<', 4.1, 'mmol/L', mg(73))).toBe(true);
  expect(is('<', 4.1, 'mmol/L', mg(74))).toBe(false);
  expect(is('>', 140, 'mmHg', { value: 18.8, unit: 'kPa' })).toBe(true);
});

test('a limit of pressure is converted even where the number is one of the glucose table', () => {
  expect(limitIn(140, 'mmHg', 'kPa')).toBe(18.665124);
  expect(limitIn(13.9, 'kPa', 'mmHg')).toBe(104.258618);
});

test('in the same unit it is the bare number, in a unit that nobody knows too', () => {
  expect(is('<', 3.9, 'mmol/L', mmol(3.8))).toBe(true);
  expect(is('≥', 7, '%', { value: 7.1, unit: '%' })).toBe(true);
});

test('without a unit, or in a unit of something else, it is unknown and never false', () => {
  expect(is('<', 70, 'mg/dL', { value: 60 })).toBeUndefined();
  expect(is('<', 70, 'mg/dL', { value: 60, unit: 'kg' })).toBeUndefined();
  expect(is('<', 70, 'mg/dL', { value: 60, unit: 'constructor' })).toBeUndefined();
  expect(is('<', 70, 'mg/dL', { value: 60, unit: 5 })).toBeUndefined();
});

test('a limit without a unit compares the bare number', () => {
  expect(evaluate({ op: 'compare', field: 'value', is: '<', value: 70 }, { event: { value: 60, unit: 'kg' } })).toBe(
    true,
  );
});

test('the engine and the language know the same units and limits', () => {
  expect(UNITS).toEqual(LANGUAGE_UNITS);
  expect(GLUCOSE_LIMITS).toEqual(PAIRS);
});
