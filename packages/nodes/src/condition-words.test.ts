import type { Condition, Source } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
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

describe('a value says whose it is', () => {
  const at = (from: Source, field = 'value'): Condition => ({ op: 'compare', from, field, is: '<', value: 70 });

  test.each<[Condition, string, string]>([
    [at('last'), '最近事件的数值 < 70', 'Last event’s Value < 70'],
    [at('entry', 'drug'), '入组事件的药品 < 70', 'Entry event’s Drug < 70'],
    [at('variable', 'missed'), 'missed < 70', 'missed < 70'],
    [at('patient', 'age'), '患者 age < 70', 'Patient’s age < 70'],
    [at('patient', '年龄'), '患者年龄 < 70', 'Patient’s 年龄 < 70'],
    [at('patient', 'hba1c.value'), '患者 hba1c < 70', 'Patient’s hba1c < 70'],
    [at('last', 'kind'), '最近事件的类型 < 70', 'Last event’s Kind < 70'],
  ])('%j', (condition, zh, en) => expect(both(condition, '')).toEqual([zh, en]));
});

test('a unit, a yes and a missing value read as people say them', () => {
  const known: Condition = { op: 'known', from: 'patient', field: 'age' };
  expect(both({ op: 'compare', field: 'value', is: '>', value: 300, unit: 'mg/dL' }, 'glucose.measured')).toEqual([
    '数值 > 300 mg/dL',
    'Value > 300 mg/dL',
  ]);
  expect(both({ op: 'compare', from: 'patient', field: 'insulin', is: '=', value: true })).toEqual([
    '患者 insulin = 是',
    'Patient’s insulin = yes',
  ]);
  expect(both(known)).toEqual(['患者 age 有值', 'Patient’s age is known']);
  expect(both({ op: 'not', of: known })).toEqual(['患者 age 没有值', 'Patient’s age is not known']);
});
