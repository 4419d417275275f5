import { describe, expect, test } from 'vitest';
import { INCOMPLETE, lowered, summaries } from '../node-fixture.ts';
import { triggerEvent } from './definition.ts';

const metformin = { op: 'compare', field: 'drug', is: '=', value: '二甲双胍' };
const config = { event: 'dispense.recorded', where: metformin };

describe('the summary', () => {
  test('names the event', () => {
    expect(summaries(triggerEvent, { event: 'dispense.recorded' })).toEqual({
      zh: '取药登记',
      en: 'Dispense recorded',
    });
  });

  test('shows an event of the organization under its own key', () => {
    expect(summaries(triggerEvent, { event: 'ward.moved' })).toEqual({ zh: 'ward.moved', en: 'ward.moved' });
  });

  test('shows the filter in words', () => {
    expect(summaries(triggerEvent, config)).toEqual({
      zh: '取药登记 · 药品 = 二甲双胍',
      en: 'Dispense recorded · Drug = 二甲双胍',
    });
  });
});

test('it lowers to the beginning of a run', () => {
  expect(lowered(triggerEvent, config)).toEqual({ op: 'begin', node: 'n', next: { port: 'next', to: 'to-next' } });
});

describe('people enter', () => {
  test('once unless it says otherwise', () => {
    expect(triggerEvent.trigger?.({ event: 'order.paid' })).toEqual({
      on: 'event',
      event: 'order.paid',
      reentry: { mode: 'never' },
    });
  });

  test('once per value of a field', () => {
    expect(triggerEvent.trigger?.({ ...config, reentry: 'per-key', key: 'drug' })).toEqual({
      on: 'event',
      event: 'dispense.recorded',
      where: metformin,
      reentry: { mode: 'per-key', field: 'drug' },
    });
  });

  test('with every event, whatever is left in the hidden field', () => {
    const trigger = triggerEvent.trigger?.({ event: 'order.paid', reentry: 'per-event', key: 'drug' });
    expect(trigger?.reentry).toEqual({ mode: 'per-event' });
  });
});

describe('the check', () => {
  test('wants a field where entries are told apart by one', () => {
    for (const key of [undefined, '']) {
      expect(triggerEvent.check({ event: 'order.paid', reentry: 'per-key', key })).toEqual([
        { code: 'FIELD_MISSING', severity: 'error', params: {}, field: 'key' },
      ]);
    }
  });

  test('refuses a field path that can name nothing', () => {
    expect(triggerEvent.check({ event: 'order.paid', reentry: 'per-key', key: 'the drug' })).toEqual([
      { code: 'FIELD_INVALID', severity: 'error', params: {}, field: 'key' },
    ]);
  });

  test('leaves the hidden field alone', () => {
    expect(triggerEvent.check({ event: 'order.paid', reentry: 'never', key: 'the drug' })).toEqual([]);
    expect(triggerEvent.check({ event: 'order.paid', reentry: 'per-key', key: 'drug' })).toEqual([]);
  });
});

test.each(INCOMPLETE)('an incomplete config (%j) has its one way out', (draft) => {
  expect(triggerEvent.ports(draft)).toEqual([{ id: 'next' }]);
});

test('a filter that is there but empty is no config', () => {
  expect(triggerEvent.config.safeParse({ event: 'order.paid', where: { op: 'all', of: [] } }).success).toBe(false);
});
