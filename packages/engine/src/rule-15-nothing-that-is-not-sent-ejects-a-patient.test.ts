import { expect, test } from 'vitest';
import { act, begin, end, Play, planOf, wait } from './play-fixture.ts';

const plan = (outcomes: Record<string, string> = {}) =>
  planOf({
    start: begin('hello'),
    hello: act('next', outcomes),
    next: wait({ after: 50, to: 'done' }),
    call: act('next'),
    done: end('done'),
  });
const answered = (outcome: string, detail: Record<string, unknown>, outcomes?: Record<string, string>) =>
  new Play(plan(outcomes)).feed({ kind: 'acted', token: 1, outcome, detail });

test.each([
  ['blocked', 'opted out'],
  ['blocked', 'no address'],
  ['skipped', 'late'],
  ['expired', 'validity'],
  ['failed', 'channel'],
])('a message that is %s (%s) leaves the patient in the journey, and the row says why', (outcome, reason) => {
  const play = answered(outcome, { reason });
  expect(play.rows.find(({ kind }) => kind === 'acted')).toMatchObject({
    port: 'next',
    by: outcome,
    detail: { reason },
  });
  expect(play.waitsUntil).toBe(50);
});

test('where something else is drawn for it, that is what happens', () => {
  const play = answered('blocked', { reason: 'no address' }, { blocked: 'call' });
  expect(play.effects).toMatchObject([{ do: 'perform', node: 'call' }]);
});
