import { DAY } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
import { INCOMPLETE, lowered, summaries } from '../node-fixture.ts';
import { waitDuration } from './definition.ts';

describe('the summary', () => {
  test.each([
    ['P7D', '等 7 天', 'Wait 7 days'],
    ['PT24H', '等 1 天', 'Wait 1 day'],
    ['P1DT12H', '等 1 天 12 小时', 'Wait 1 day 12 hours'],
    ['PT20S', '等 20 秒', 'Wait 20 seconds'],
  ])('says %s exactly', (after, zh, en) => expect(summaries(waitDuration, { until: { after } })).toEqual({ zh, en }));

  test.each([
    [{ inDays: 0, at: '22:00' }, '等到当天 22:00', 'Until 22:00 same day'],
    [{ inDays: 1, at: '00:00' }, '等到次日 00:00', 'Until 00:00 next day'],
    [{ inDays: 3, at: '09:00' }, '等到 3 天后 09:00', 'Until 09:00 in 3 days'],
    [{ sinceEntry: 'P3D' }, '等到 D3', 'Until D3'],
    [{ sinceEntry: 'PT36H' }, '等到入组后 1 天 12 小时', 'Until 1 day 12 hours in'],
  ])('says the instant %j', (until, zh, en) => expect(summaries(waitDuration, { until })).toEqual({ zh, en }));
});

test('it lowers to a wait of a fixed length: one day is 24 hours', () => {
  expect(lowered(waitDuration, { until: { after: 'P1D' } })).toEqual({
    op: 'wait',
    node: 'n',
    until: { deadline: { after: DAY }, port: 'next', to: 'to-next' },
    events: [],
    lookBack: true,
  });
});

test.each([{ inDays: 1, at: '00:00' }, { sinceEntry: 'P3D' }])('it lowers to a wait until %j', (until) => {
  const deadline = 'sinceEntry' in until ? { sinceEntry: 3 * DAY } : until;
  expect(lowered(waitDuration, { until })).toMatchObject({ until: { deadline, to: 'to-next' } });
});

test('a config of version 1, which knew lengths of time only, means the same', () => {
  expect(waitDuration.upgrade({ duration: 'P7D' }, 1)).toEqual({ until: { after: 'P7D' } });
  expect(waitDuration.upgrade({}, 1)).toEqual({});
});

test('a wait below one minute is for test patients only', () => {
  expect(waitDuration.check({ until: { after: 'PT59S' } })).toEqual([
    { code: 'DURATION_TEST_ONLY', severity: 'warning', params: {}, field: 'until' },
  ]);
  expect(waitDuration.check({ until: { after: 'PT60S' } })).toEqual([]);
});

test.each(['P1M', '', 'P3661D', 'PT0S', '7'])('"%s" is no length of time', (duration) => {
  expect(waitDuration.config.safeParse({ until: { after: duration } }).success).toBe(false);
});

test.each([
  { inDays: 0, at: '24:00' },
  { inDays: 0, at: '9:00' },
  { inDays: -1, at: '09:00' },
  { inDays: 0.5, at: '09:00' },
  { inDays: 1 },
  { inDays: 1, at: '09:00', after: 'P1D' },
])('%j is no time of a day', (until) => expect(waitDuration.config.safeParse({ until }).success).toBe(false));

test.each(INCOMPLETE)('an incomplete config (%j) has its one way out', (draft) => {
  expect(waitDuration.ports(draft)).toEqual([{ id: 'next' }]);
});
