import { expect, test } from 'vitest';
import { INCOMPLETE, lowered, summaries } from '../node-fixture.ts';
import { guardEnd } from './definition.ts';

test('the summary says how it ended', () => {
  expect(summaries(guardEnd, { outcome: '已报告' })).toEqual({ zh: '已报告', en: '已报告' });
});

test('it ends the track of a guard and not the run', () => {
  expect(lowered(guardEnd, { outcome: '已报告' })).toEqual({ op: 'end', node: 'n', outcome: '已报告', track: true });
  expect(guardEnd.endsTrack).toBe(true);
});

test('without a word for it it is no config', () => {
  expect(guardEnd.config.safeParse({ outcome: ' ' }).success).toBe(false);
});

test.each(INCOMPLETE)('an incomplete config (%j) has no way out', (draft) => {
  expect(guardEnd.ports(draft)).toEqual([]);
});
