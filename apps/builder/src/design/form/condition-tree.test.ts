import type { Condition } from '@suivi/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newRow, readCondition, readValue, shownValue, writeCondition } from './condition-tree.ts';

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    op: fc.constant('compare' as const),
    field: fc.constantFrom('drug', 'packs', 'reading.value'),
    is: fc.constantFrom('=', '≠', '<', '≥', 'contains'),
    value: fc.oneof(fc.constantFrom('二甲双胍', '48'), fc.integer()),
  }),
  fc.constant({ op: 'compare', from: 'last', field: 'value', is: '<', value: 70, unit: 'mg/dL' } as const),
  fc.constant({ op: 'compare', from: 'patient', field: 'hba1c.value', is: '≥', value: 7, unit: '%' } as const),
  fc.constant({ op: 'compare', from: 'patient', field: 'insulin', is: '=', value: true } as const),
  fc.constant({ op: 'known', from: 'variable', field: 'tier' } as const),
  fc.constant({ op: 'not', of: { op: 'known', field: 'unit' } } as const),
);
const tree = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.record({
      op: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('tree'), { minLength: 2, maxLength: 4 }),
    }),
    fc.record({
      op: fc.constant('not' as const),
      of: fc.record({ op: fc.constant('any' as const), of: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }) }),
    }),
    fc.record({
      op: fc.constant('not' as const),
      of: fc.record({ op: fc.constant('all' as const), of: fc.array(leaf, { minLength: 2, maxLength: 3 }) }),
    }),
  ),
})).tree;

describe('a condition in the editor', () => {
  it('reads the same after it is written back', () => {
    fc.assert(
      fc.property(tree, (condition) => {
        expect(writeCondition(readCondition(condition))).toEqual(condition);
      }),
    );
  });

  it('shows whatever a draft holds, and is none only where there is none', () => {
    expect(readCondition(undefined)).toBeUndefined();
    fc.assert(
      fc.property(fc.jsonValue(), (raw) => {
        expect(readCondition(raw)?.kind).toMatch(/row|group/);
      }),
    );
  });

  it('names a measurement of the patient by its field and looks at its value', () => {
    const row = { ...newRow(['patient']), field: 'hba1c', is: '≥' as const, value: 7, unit: '%' };
    expect(writeCondition(row)).toMatchObject({ field: 'hba1c.value', unit: '%' });
    expect(readCondition(writeCondition(row))).toEqual(row);
  });
});

describe('a typed value', () => {
  it('is a number where it looks like one, except in a search', () => {
    expect(readValue(' 7.5 ', '<')).toBe(7.5);
    expect(readValue('7', 'contains')).toBe('7');
    expect(readValue('A7', '=')).toBe('A7');
  });

  it('stays a text in quotes: codes are digits that nobody adds up', () => {
    expect([readValue('"48"', '='), readValue('“48”', '=')]).toEqual(['48', '48']);
    expect([shownValue('48', '='), shownValue(48, '='), shownValue('48', 'contains')]).toEqual(['"48"', '48', '48']);
  });
});
