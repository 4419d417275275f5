import type { Condition } from '@suivi/schema';
import { expect, test } from 'vitest';
import { conditionWords } from './condition-words.ts';

const drug: Condition = { op: 'compare', field: 'drug', is: 'contains', value: '双胍' };
const packs: Condition = { op: 'compare', field: 'packs', is: '≥', value: 2 };

const both = (condition: Condition, type = 'dispense.recorded') => [
  conditionWords(condition, type, 'zh'),
  conditionWords(condition, type, 'en'),
];

test('a comparison shows the label of its field', () => {
  expect(both(drug)).toEqual(['药品 包含 双胍', 'Drug contains 双胍']);
});

test('a field that the catalogue does not know is shown by its path', () => {
  expect(both({ ...packs, field: 'ward.bed' } as Condition)).toEqual(['ward.bed ≥ 2', 'ward.bed ≥ 2']);
  expect(both(packs, 'ward.moved')).toEqual(['packs ≥ 2', 'packs ≥ 2']);
});

test('parts are joined and negated in words', () => {
  expect(both({ op: 'all', of: [drug, { op: 'not', of: packs }] })).toEqual([
    '药品 包含 双胍 且 不满足 (盒数 ≥ 2)',
    'Drug contains 双胍 and not (Packs ≥ 2)',
  ]);
});

test('which part belongs to which can be read off: a list inside a list is in brackets', () => {
  const either: Condition = { op: 'any', of: [drug, packs] };
  expect(both({ op: 'all', of: [either, packs] })).toEqual([
    '(药品 包含 双胍 或 盒数 ≥ 2) 且 盒数 ≥ 2',
    '(Drug contains 双胍 or Packs ≥ 2) and Packs ≥ 2',
  ]);
});
