import { describe, expect, test } from 'vitest';
import { INCOMPLETE, lowered, summaries } from '../node-fixture.ts';
import { branch } from './definition.ts';

const low = { op: 'compare', from: 'last', field: 'value', is: '<', value: 70, unit: 'mg/dL' };
const old = { op: 'compare', from: 'patient', field: 'age', is: '≥', value: 75 };
const cases = [
  { id: 'low', label: { zh: '偏低', en: 'Low' }, if: low },
  { id: 'old', label: { zh: '高龄' }, if: old },
];

test('the summary says the conditions in their order', () => {
  expect(summaries(branch, { cases })).toEqual({
    zh: '最近事件的数值 < 70 mg/dL · 患者 age ≥ 75',
    en: 'Last event’s Value < 70 mg/dL · Patient’s age ≥ 75',
  });
});

test('it lowers to its cases, with ways out for what cannot be told and for the rest', () => {
  expect(lowered(branch, { cases })).toEqual({
    op: 'branch',
    node: 'n',
    cases: [
      { if: low, port: 'low', to: 'to-low' },
      { if: old, port: 'old', to: 'to-old' },
    ],
    unknown: { port: 'unknown', to: 'to-unknown' },
    else: { port: 'else', to: 'to-else' },
  });
});

describe('its ports', () => {
  test('are the cases, then “unknown”, which falls back on “else”', () => {
    expect(branch.ports({ cases })).toEqual([
      { id: 'low' },
      { id: 'old' },
      { id: 'unknown', fallback: 'else' },
      { id: 'else' },
    ]);
  });

  test('are drawn for a case whose condition is still missing', () => {
    expect(branch.ports({ cases: [{ id: 'a' }, null, { id: 7 }] }).map(({ id }) => id)).toEqual([
      'a',
      'unknown',
      'else',
    ]);
  });

  test('are called as their cases are, in the other language where there is no other name', () => {
    expect([branch.portLabel({ cases }, 'low', 'en'), branch.portLabel({ cases }, 'old', 'en')]).toEqual([
      'Low',
      '高龄',
    ]);
    expect(branch.portLabel({ cases: [{ id: 'a' }] }, 'a', 'zh')).toBe('a');
    expect(branch.portLabel({ cases }, 'else', 'zh')).toBe('否则');
  });
});

test('it needs the fields of the patient that it looks at', () => {
  expect(branch.needs({ cases })).toEqual({ fields: [{ key: 'age', type: 'number' }] });
});

describe('the check', () => {
  test.each([
    ['two cases of one id', ['a', 'a'], 'a'],
    ['a case called like a port of the node’s own', ['a', 'else'], 'else'],
  ])('refuses %s', (_, ids, id) => {
    const list = ids.map((each) => ({ id: each, label: { zh: each }, if: low }));
    expect(branch.check({ cases: list })).toEqual([
      { code: 'LIST_ID_TWICE', severity: 'error', params: { id }, field: 'cases' },
    ]);
  });

  test('lets each case have its own id', () => expect(branch.check({ cases })).toEqual([]));
});

test.each(INCOMPLETE)('an incomplete config (%j) has the ways out of its own', (draft) => {
  expect(branch.ports(draft).map(({ id }) => id)).toEqual(['unknown', 'else']);
});
