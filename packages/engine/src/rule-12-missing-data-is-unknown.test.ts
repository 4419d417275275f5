import type { Comparison, Condition } from '@suivi/schema';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate, read, type Truth } from './condition.ts';

const compare = (is: Comparison, value: string | number | boolean, field = 'value'): Condition => ({
  op: 'compare',
  field,
  is,
  value,
});

/** Conditions of a known truth. */
const TRUE = compare('=', 1);
const FALSE = compare('=', 2);
const UNKNOWN = compare('=', 1, 'missing');
const data = { value: 1 };
const named = (truth: Truth): Condition => (truth === undefined ? UNKNOWN : truth ? TRUE : FALSE);

describe('a comparison', () => {
  test.each<[Comparison, unknown, string | number | boolean, Truth]>([
    ['=', 3, 3, true],
    ['=', 3, 4, false],
    ['=', '二甲双胍', '二甲双胍', true],
    ['=', true, true, true],
    ['≠', 3, 4, true],
    ['≠', 'a', 'a', false],
    ['<', 3.8, 3.9, true],
    ['<', 3.9, 3.9, false],
    ['≤', 3.9, 3.9, true],
    ['>', 14, 13.9, true],
    ['≥', 13.8, 13.9, false],
    ['contains', '盐酸二甲双胍缓释片', '二甲双胍', true],
    ['contains', '阿卡波糖', '二甲双胍', false],
  ])('%s of %j and %j', (is, left, right, truth) => {
    expect(evaluate(compare(is, right), { event: { value: left } })).toBe(truth);
  });

  test.each<[Comparison]>([['='], ['≠'], ['<'], ['≤'], ['>'], ['≥'], ['contains']])(
    '%s is unknown where there is no value: a missing glucose is no low glucose',
    (is) => {
      for (const nothing of [{}, { value: undefined }, { value: null }]) {
        expect(evaluate(compare(is, 3.9), { event: nothing })).toBeUndefined();
        expect(evaluate(compare(is, 'x'), { event: nothing })).toBeUndefined();
      }
    },
  );

  test.each<[unknown, string | number | boolean]>([
    ['3.2', 3.9],
    [3.2, '3.9'],
    [Number.NaN, 3.9],
    [true, 1],
    [[3.2], 3.9],
    [{ value: 3.2 }, 3.9],
  ])('of unlike values %j and %j is unknown, not false', (left, right) => {
    for (const is of ['=', '≠', '<', '>'] as const)
      expect(evaluate(compare(is, right), { event: { value: left } })).toBeUndefined();
  });

  test('of order between texts is unknown', () => {
    for (const is of ['<', '≤', '>', '≥'] as const)
      expect(evaluate(compare(is, 'b'), { event: { value: 'a' } })).toBeUndefined();
  });
});

describe('a field', () => {
  test('is found at its dotted path', () => expect(read({ a: { b: { c: 1 } } }, 'a.b.c')).toBe(1));

  test('is one that the data holds itself: names that every object has are missing', () => {
    for (const path of ['constructor', 'toString', '__proto__', 'a.constructor.name', 'text.length']) {
      expect(read({ a: {}, text: 'x' }, path)).toBeUndefined();
    }
  });
});

describe('Kleene’s tables', () => {
  const TRUTHS: Truth[] = [true, false, undefined];
  const and = (a: Truth, b: Truth): Truth =>
    a === false || b === false ? false : a === true && b === true ? true : undefined;

  test('all: one false is false, else one unknown is unknown', () => {
    for (const a of TRUTHS) {
      for (const b of TRUTHS)
        expect(evaluate({ op: 'all', of: [named(a), named(b)] }, { event: data })).toBe(and(a, b));
    }
  });

  test('any: one true is true, else one unknown is unknown', () => {
    for (const a of TRUTHS) {
      for (const b of TRUTHS) {
        const or = a || b ? true : a === undefined || b === undefined ? undefined : false;
        expect(evaluate({ op: 'any', of: [named(a), named(b)] }, { event: data })).toBe(or);
      }
    }
  });

  test('not: the opposite of unknown is unknown', () => {
    const not = (of: Condition) => evaluate({ op: 'not', of }, { event: data });
    expect([not(TRUE), not(FALSE), not(UNKNOWN)]).toEqual([false, true, undefined]);
  });

  const tree = fc.letrec<{ tree: Condition }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(TRUE, FALSE, UNKNOWN),
      fc.record({
        op: fc.constantFrom('all' as const, 'any' as const),
        of: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
      }),
      fc.record({ op: fc.constant('not' as const), of: tie('tree') }),
    ),
  })).tree;

  test('knowing more never turns true into false', () => {
    fc.assert(
      fc.property(tree, fc.constantFrom(1, 2), (condition, missing) => {
        const before = evaluate(condition, { event: data });
        if (before !== undefined) expect(evaluate(condition, { event: { ...data, missing } })).toBe(before);
      }),
    );
  });
});
