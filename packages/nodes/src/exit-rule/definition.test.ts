import { describe, expect, test } from 'vitest';
import { INCOMPLETE, SELF, summaries } from '../node-fixture.ts';
import { exitRule } from './definition.ts';

const stopped = {
  on: 'event',
  event: 'therapy.stopped',
  where: { op: 'compare', field: 'by', is: '=', value: '医生' },
  outcome: '医嘱停药',
};
const deceased = { op: 'compare', from: 'patient', field: 'deceased', is: '=', value: true };
const byRecord = { on: 'condition', if: deceased, outcome: '去世' };

test('the summary says what takes people out, and as what', () => {
  expect(summaries(exitRule, stopped)).toEqual({
    zh: '停药 · 由谁 = 医生 → 医嘱停药',
    en: 'Therapy stopped · By whom = 医生 → 医嘱停药',
  });
  expect(summaries(exitRule, byRecord)).toEqual({
    zh: '患者 deceased = 是 → 去世',
    en: 'Patient’s deceased = yes → 去世',
  });
});

test('there is no summary while nothing fires it', () => {
  expect(summaries(exitRule, { on: 'event', outcome: '去世' })).toEqual({ zh: undefined, en: undefined });
});

test('it is a rule for the whole journey and no step of it', () => {
  expect(exitRule.rule?.(stopped, SELF)).toEqual({
    exit: { on: { type: 'therapy.stopped', where: stopped.where }, outcome: '医嘱停药' },
  });
  expect(exitRule.rule?.(byRecord, SELF)).toEqual({ exit: { when: deceased, outcome: '去世' } });
  expect(exitRule.lower(stopped, SELF)).toEqual([]);
});

test('what is left in the hidden fields means nothing', () => {
  const both = { ...stopped, if: { op: 'all', of: [] } };
  expect(exitRule.rule?.(both, SELF)).toEqual(exitRule.rule?.(stopped, SELF));
  expect(exitRule.needs({ ...stopped, if: deceased })).toEqual({});
});

test('it needs the fields that it looks at', () => {
  expect(exitRule.needs(byRecord)).toEqual({ fields: [{ key: 'deceased', type: 'yes-no' }] });
});

describe('the check wants something that fires it', () => {
  test.each([
    [{ on: 'event', outcome: 'x', if: deceased }, 'event'],
    [{ on: 'condition', outcome: 'x', event: 'order.paid' }, 'if'],
  ])('%j', (config, field) => {
    expect(exitRule.check(config)).toEqual([{ code: 'RULE_WITHOUT_CAUSE', severity: 'error', params: {}, field }]);
  });

  test('and is content with either', () => {
    expect([...exitRule.check(stopped), ...exitRule.check(byRecord)]).toEqual([]);
  });
});

test('without a reason for leaving it is no config', () => {
  expect(exitRule.config.safeParse({ ...stopped, outcome: ' ' }).success).toBe(false);
});

test.each(INCOMPLETE)('an incomplete config (%j) has no way out', (draft) => {
  expect(exitRule.ports(draft)).toEqual([]);
});
