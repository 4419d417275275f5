// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { timeOfStep } from './timeline.tsx';

const began = new Date(2026, 10, 3, 10, 15, 48).getTime();

it('a row of the day of its heading shows its seconds', () => {
  expect(timeOfStep(began + 2_000, began, 'zh')).toBe('10:15:50');
});

it('a wait that ended on another day says which', () => {
  expect(timeOfStep(began + 7 * 86_400_000, began, 'zh')).toBe('11-10 10:15');
});
