import { expect, test } from 'vitest';
import { comparable, dimensionOf, GLUCOSE_LIMITS } from './unit.ts';

test('like units can be compared, unlike ones and strangers cannot', () => {
  expect(comparable('mg/dL', 'mmol/L')).toBe(true);
  expect(comparable('mmHg', 'kPa')).toBe(true);
  expect(comparable('mmol/L', 'mmHg')).toBe(false);
  expect(comparable('%', 'mmol/L')).toBe(false);
  expect(comparable('drops', 'beats')).toBe(false);
});

test('a unit that nobody knows is like itself', () => {
  expect(comparable('%', '%')).toBe(true);
  expect(dimensionOf('%')).toBeUndefined();
  expect(dimensionOf('constructor')).toBeUndefined();
});

test('every pair of limits is 18.0 to one, as far as whole mg/dL and tenths of mmol/L can say it', () => {
  for (const [mmol, mg] of GLUCOSE_LIMITS) expect(Math.abs(mg / 18 - mmol)).toBeLessThan(0.051);
});
