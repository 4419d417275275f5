import { describe, expect, test } from 'vitest';
import { condition, fieldPath } from './condition.ts';

const compare = { op: 'compare', field: 'drug', is: '=', value: '二甲双胍' } as const;

describe('a condition', () => {
  test('is a tree of comparisons', () => {
    const tree = { op: 'all', of: [compare, { op: 'not', of: { op: 'any', of: [compare] } }] };
    expect(condition.parse(tree)).toEqual(tree);
  });

  test.each([
    ['no parts', { op: 'all', of: [] }],
    ['no parts further down', { op: 'not', of: { op: 'any', of: [] } }],
    ['no field', { ...compare, field: '' }],
    ['nothing to compare with', { ...compare, value: '' }],
    ['an unknown comparison', { ...compare, is: '~' }],
    ['text that cannot be stored', { ...compare, value: 'a\u0000' }],
    ['an infinite number', { ...compare, value: Number.POSITIVE_INFINITY }],
    ['an unknown operator', { op: 'xor', of: [compare] }],
  ])('with %s is refused', (_, broken) => expect(condition.safeParse(broken).success).toBe(false));
});

test.each(['drug', 'reading.value', '药品', '_a1', 'a.b.c.d.e.f'])('"%s" names a field', (path) => {
  expect(fieldPath.safeParse(path).success).toBe(true);
});

test.each(['', ' ', 'a b', '.a', 'a.', 'a..b', '1a', 'a[0]', 'a.b.c.d.e.f.g'])('"%s" names no field', (path) => {
  expect(fieldPath.safeParse(path).success).toBe(false);
});
