import { describe, expect, it } from 'vitest';
import { changesOf, fieldValueOf, rowOf } from './field-rows.ts';

const fields = { nextExam: '2026-11-20', hba1c: { value: 7.1, unit: '%' }, highRisk: true, stage: 'II', age: 62 };
const rows = Object.entries(fields).map(([key, value]) => rowOf(key, value));

describe('the fields of a patient as rows', () => {
  it('go there and back without a change', () => {
    expect(Object.fromEntries(rows.map((row) => [row.key, fieldValueOf(row)]))).toEqual(fields);
    expect(changesOf(fields, rows)).toEqual({});
  });

  it('do not take the order of a measurement’s keys for a change', () => {
    expect(changesOf({ hba1c: { unit: '%', value: 7.1 } }, [rowOf('hba1c', fields.hba1c)])).toEqual({});
  });

  it('write only what differs, and null for what was taken away', () => {
    const edited = rows
      .filter(({ key }) => key !== 'stage')
      .map((row) => (row.key === 'hba1c' ? { ...row, text: '6.8' } : row));
    expect(changesOf(fields, edited)).toEqual({ stage: null, hba1c: { value: 6.8, unit: '%' } });
  });

  it('never write a number or a date that is none', () => {
    expect(fieldValueOf({ key: 'a', type: 'number', text: '7,1' })).toBeUndefined();
    expect(fieldValueOf({ key: 'a', type: 'number', text: '' })).toBeUndefined();
    expect(fieldValueOf({ key: 'a', type: 'date', text: 'soon' })).toBeUndefined();
  });
});
