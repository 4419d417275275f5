import type { Condition } from '@suivi/schema';
import { expect, test } from 'vitest';
import { evaluate } from './condition.ts';
import { convert } from './quantity.ts';

const low: Condition = { op: 'compare', field: 'value', is: '<', value: 70, unit: 'mg/dL' };
const of = (event: Record<string, unknown>) => evaluate(low, { event });

test('a value in mmol/L is compared with a limit in mg/dL, 18.0 to one', () => {
  expect(convert(7, 'mmol/L', 'mg/dL')).toBe(126);
  expect(convert(180, 'mg/dL', 'mmol/L')).toBe(10);
  expect(of({ value: 3.8, unit: 'mmol/L' })).toBe(true);
  expect(of({ value: 69, unit: 'mg/dL' })).toBe(true);
  expect(of({ value: 4, unit: 'mmol/L' })).toBe(false);
});

test('without a unit, or in a unit of something else, it is unknown and never false', () => {
  expect(of({ value: 60 })).toBeUndefined();
  expect(of({ value: 60, unit: 'kg' })).toBeUndefined();
  expect(of({ value: 60, unit: 'constructor' })).toBeUndefined();
});

test('a limit without a unit compares the bare number', () => {
  expect(evaluate({ op: 'compare', field: 'value', is: '<', value: 70 }, { event: { value: 60, unit: 'kg' } })).toBe(
    true,
  );
});
