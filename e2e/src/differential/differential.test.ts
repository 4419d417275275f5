import { expect, test } from 'vitest';
import { agreement } from './agree.ts';

/** Named, so that everybody plays the same cases; a longer run takes others (`npm run prove -- differential`). */
const SEEDS = [20240229, 20241027, 20250330, 20251102];
const CASES = 75;

/** What the cases must come by, or the agreement says nothing about it. */
const EXERCISED = [
  'branch branched case',
  'branch branched else',
  'branch branched unknown',
  'exit-rule left',
  'goal entered',
  'message acted blocked',
  'message acted queued',
  'repeat branched repeat',
  'send-window deferred window',
  'send-window woke deadline',
  'send-window woke past',
  'send-window woke window',
  'set-variable acted set',
  'wait-duration woke deadline',
  'wait-for-event moved rule',
  'wait-for-event woke deadline',
  'wait-for-event woke message.received',
  'wait-until-date woke deadline',
  'wait-until-date woke missing',
  'wait-until-date woke past',
  'wait-until-true woke condition',
  'wait-until-true woke deadline',
];

test('the engine and a naive interpreter of the drawing agree about every row of generated lives', () => {
  const seen = new Set<string>();
  for (const seed of SEEDS) {
    const { cases, difference, ...found } = agreement(seed, CASES);
    expect(difference ?? 'none').toBe('none');
    expect(cases).toBe(CASES);
    for (const what of found.seen.keys()) seen.add(what);
  }
  expect(EXERCISED.filter((what) => !seen.has(what))).toEqual([]);
}, 25_000);
