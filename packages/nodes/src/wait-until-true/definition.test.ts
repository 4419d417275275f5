import { DAY } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
import { INCOMPLETE, lowered, summaries } from '../node-fixture.ts';
import { waitUntilTrue } from './definition.ts';

const consent = { op: 'compare', from: 'patient', field: 'consent', is: '=', value: true };

describe('the summary', () => {
  test.each([
    [undefined, '患者 consent = 是', 'Patient’s consent = yes'],
    [{ after: 'P7D' }, '患者 consent = 是，最多 7 天', 'Patient’s consent = yes, at most 7 days'],
    [{ sinceEntry: 'P30D' }, '患者 consent = 是，到 D30 为止', 'Patient’s consent = yes until D30'],
    [
      { inDays: 1, at: '22:00' },
      '患者 consent = 是，到次日 22:00 为止',
      'Patient’s consent = yes until 22:00 next day',
    ],
  ])('with the time-out %j', (timeout, zh, en) => {
    expect(summaries(waitUntilTrue, { if: consent, timeout })).toEqual({ zh, en });
  });
});

test('it lowers to a wait for the condition, at most until the time-out', () => {
  const wait = {
    op: 'wait',
    node: 'n',
    events: [],
    when: { if: consent, port: 'true', to: 'to-true' },
    lookBack: true,
  };
  expect(lowered(waitUntilTrue, { if: consent })).toEqual(wait);
  expect(lowered(waitUntilTrue, { if: consent, timeout: { after: 'P1D' } })).toEqual({
    ...wait,
    until: { deadline: { after: DAY }, port: 'timeout', to: 'to-timeout' },
  });
});

test('it has a way out for the time-out only where there is one', () => {
  expect(waitUntilTrue.ports({ if: consent })).toEqual([{ id: 'true' }]);
  expect(waitUntilTrue.ports({ if: consent, timeout: { after: 'P1D' } })).toEqual([{ id: 'true' }, { id: 'timeout' }]);
});

test('it needs the fields that it looks at', () => {
  expect(waitUntilTrue.needs({ if: consent })).toEqual({ fields: [{ key: 'consent', type: 'yes-no' }] });
});

test('a time-out below one minute is for test patients only', () => {
  expect(waitUntilTrue.check({ if: consent, timeout: { after: 'PT30S' } })).toEqual([
    { code: 'DURATION_TEST_ONLY', severity: 'warning', params: {}, field: 'timeout' },
  ]);
  expect(waitUntilTrue.check({ if: consent })).toEqual([]);
});

test('without a condition it is no config', () => {
  for (const config of [{}, { if: { op: 'all', of: [] } }]) {
    expect(waitUntilTrue.config.safeParse(config).success).toBe(false);
  }
});

test.each(INCOMPLETE)('an incomplete config (%j) can be drawn', (draft) => {
  expect(waitUntilTrue.ports(draft).map(({ id }) => id)).toContain('true');
});
