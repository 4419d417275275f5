import { expect, test } from 'vitest';
import { INCOMPLETE, lowered, summaries } from '../node-fixture.ts';
import { triggerManual } from './definition.ts';

test('the summary says who lets people in, and how often', () => {
  expect(summaries(triggerManual, { reentry: 'never' })).toEqual({
    zh: '由员工或接口入组，每人一次',
    en: 'By staff or API, once each',
  });
  expect(summaries(triggerManual, { reentry: 'per-event' })).toEqual({
    zh: '由员工或接口入组，可多次',
    en: 'By staff or API, repeatedly',
  });
});

test('it lowers to the beginning of a run that no event starts', () => {
  expect(lowered(triggerManual, { reentry: 'never' })).toMatchObject({ op: 'begin', next: { to: 'to-next' } });
  expect(triggerManual.trigger?.({ reentry: 'per-event' })).toEqual({ on: 'manual', reentry: { mode: 'per-event' } });
});

test('entries cannot be told apart by a field: an entry by hand has none', () => {
  expect(triggerManual.config.safeParse({ reentry: 'per-key' }).success).toBe(false);
});

test.each(INCOMPLETE)('an incomplete config (%j) has its one way out', (draft) => {
  expect(triggerManual.ports(draft)).toEqual([{ id: 'next' }]);
});
