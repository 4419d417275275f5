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
  ])('says %s exactly', (duration, zh, en) => expect(summaries(waitDuration, { duration })).toEqual({ zh, en }));
});

test('it lowers to a wait of a fixed length: one day is 24 hours', () => {
  expect(lowered(waitDuration, { duration: 'P1D' })).toEqual({
    op: 'wait',
    node: 'n',
    until: { deadline: { after: DAY }, port: 'next', to: 'to-next' },
    events: [],
    lookBack: true,
  });
});

test('a wait below one minute is for test patients only', () => {
  expect(waitDuration.check({ duration: 'PT59S' })).toEqual([
    { code: 'DURATION_TEST_ONLY', severity: 'warning', params: {}, field: 'duration' },
  ]);
  expect(waitDuration.check({ duration: 'PT60S' })).toEqual([]);
});

test.each(['P1M', '', 'P3661D', 'PT0S', '7'])('"%s" is no length of time', (duration) => {
  expect(waitDuration.config.safeParse({ duration }).success).toBe(false);
});

test.each(INCOMPLETE)('an incomplete config (%j) has its one way out', (draft) => {
  expect(waitDuration.ports(draft)).toEqual([{ id: 'next' }]);
});
