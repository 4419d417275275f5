import { DAY } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
import { INCOMPLETE, lowered, summaries } from '../node-fixture.ts';
import { waitForEvent } from './definition.ts';

const reply = { event: 'message.received', timeout: { after: 'P1D' } };
const refill = {
  event: 'dispense.recorded',
  where: { op: 'compare', field: 'packs', is: '≥', value: 2 },
  timeout: { sinceEntry: 'P30D' },
};

describe('the summary', () => {
  test('says how long it waits at most', () => {
    expect(summaries(waitForEvent, reply)).toEqual({ zh: '患者发来消息 ≤ 1 天', en: 'Message received ≤ 1 day' });
  });

  test('says until which day after entry, and the filter', () => {
    expect(summaries(waitForEvent, refill)).toEqual({
      zh: '取药登记，到 D30 为止 · 盒数 ≥ 2',
      en: 'Dispense recorded until D30 · Packs ≥ 2',
    });
  });

  test('says a time after entry that is no whole day exactly', () => {
    expect(summaries(waitForEvent, { ...reply, timeout: { sinceEntry: 'PT36H' } })).toEqual({
      zh: '患者发来消息，到入组后 1 天 12 小时为止',
      en: 'Message received until 1 day 12 hours in',
    });
  });
});

test('the summary says a local time', () => {
  expect(summaries(waitForEvent, { event: 'glucose.measured', timeout: { inDays: 0, at: '22:00' } })).toEqual({
    zh: '测血糖，到当天 22:00 为止',
    en: 'Glucose measured until 22:00 same day',
  });
});

describe('it lowers to a wait for the event that looks back', () => {
  test('with a deadline from its own arrival', () => {
    expect(lowered(waitForEvent, reply)).toEqual({
      op: 'wait',
      node: 'n',
      until: { deadline: { after: DAY }, port: 'timeout', to: 'to-timeout' },
      events: [{ type: 'message.received', port: 'event', to: 'to-event' }],
      lookBack: true,
    });
  });

  test('with a local time as its deadline', () => {
    expect(lowered(waitForEvent, { ...reply, timeout: { inDays: 1, at: '09:30' } })).toMatchObject({
      until: { deadline: { inDays: 1, at: '09:30' } },
    });
  });

  test('with a deadline from entry and a filter', () => {
    expect(lowered(waitForEvent, refill)).toMatchObject({
      until: { deadline: { sinceEntry: 30 * DAY } },
      events: [{ type: 'dispense.recorded', where: refill.where }],
    });
  });
});

test.each([{ after: 'PT59S' }, { sinceEntry: 'PT59S' }])(
  '%j, below one minute, is for test patients only',
  (timeout) => {
    expect(waitForEvent.check({ ...reply, timeout })).toEqual([
      { code: 'DURATION_TEST_ONLY', severity: 'warning', params: {}, field: 'timeout' },
    ]);
  },
);

test('a minute and more is for everybody', () => {
  expect(waitForEvent.check({ ...reply, timeout: { after: 'PT1M' } })).toEqual([]);
});

test.each([
  ['no time-out', { event: 'message.received' }],
  ['both kinds of time-out', { ...reply, timeout: { after: 'P1D', sinceEntry: 'P2D' } }],
  ['an empty filter', { ...reply, where: { op: 'any', of: [] } }],
  ['no event', { timeout: { after: 'P1D' } }],
])('a config with %s cannot run', (_, config) => expect(waitForEvent.config.safeParse(config).success).toBe(false));

test.each(INCOMPLETE)('an incomplete config (%j) has both ways out, and no time-out goes unseen', (draft) => {
  expect(waitForEvent.ports(draft)).toEqual([{ id: 'event' }, { id: 'timeout' }]);
});
