import { expect, test } from 'vitest';
import { SELF, summaries } from '../node-fixture.ts';
import { handOver, NOT_HANDED_OVER } from './definition.ts';

const config = { journey: 'J8', outcome: '转入母婴' };

test('the summary says where the patient goes', () => {
  expect(summaries(handOver, config)).toEqual({ zh: '转入「J8」', en: 'On to J8' });
});

test('the next journey begins before this one ends, and where it cannot the outcome says so', () => {
  expect(handOver.lower(config, SELF)).toMatchObject([
    { op: 'act', kind: 'handOver', with: { journey: 'J8' }, next: { to: 'n/1' }, outcomes: { failed: { to: 'n/2' } } },
    { op: 'end', node: 'n', outcome: '转入母婴' },
    { op: 'end', node: 'n', outcome: NOT_HANDED_OVER },
  ]);
  expect(handOver.needs(config)).toEqual({ journeys: ['J8'] });
  expect(handOver.ports(config)).toEqual([]);
});
