import { expect, test } from 'vitest';
import { coverageOf } from './coverage.ts';
import { refill } from './journey-fixture.ts';
import { modelOf } from './model.ts';
import { HEAD, play } from './scenario-fixture.ts';

const answered = play('happens: [{ at: +PT2H after ask, reply: 1 }]\non: [{ node: K1, outcome: well, after: PT1H }]\n');
const silent = play('');

test('ports and time-outs that no scenario took are told', () => {
  const { untaken, unreached, scenarios } = coverageOf(modelOf(refill()), [answered]);
  expect(scenarios).toBe(1);
  expect(untaken.map(({ node, port, timeout }) => `${node}.${port}${timeout ? ' (time)' : ''}`)).toEqual([
    'K1.ill',
    'K1.unanswered (time)',
    'due.missing',
    'reply.timeout (time)',
    'second.event',
  ]);
  expect(unreached).toEqual(['done', 'stopped']);
});

test('each scenario adds what it went through', () => {
  const { untaken, ports } = coverageOf(modelOf(refill()), [answered, silent]);
  expect(untaken.map(({ node, port }) => `${node}.${port}`)).not.toContain('reply.timeout');
  expect(ports.find(({ node }) => node === 'hello')).toMatchObject({ port: 'next', taken: 2, timeout: false });
});

test('a port without a wire of its own is told apart: nothing was drawn that was not tried', () => {
  const { undrawn } = coverageOf(modelOf(refill()), [silent]);
  expect(undrawn.map(({ node, port }) => `${node}.${port}`)).toEqual(['K1.failed', 'due.past']);
});

test('a wait that an operator skips has not run out', () => {
  const skipped = play('happens: [{ at: +1d 08:00, command: skipWait, node: day3 }]\n');
  const { ports } = coverageOf(modelOf(refill()), [skipped]);
  expect(ports.find(({ node }) => node === 'day3')).toMatchObject({ taken: 0 });
});

test('an escalation is a time-out of its own, and only what ends a wait for something else is one', () => {
  const journey = refill();
  const K1 = journey.nodes.K1;
  if (K1) K1.config.escalation = { after: 'PT4H', group: 'doctors' };
  const model = modelOf(journey);
  const run = (after: string) =>
    play(
      `happens: [{ at: +PT2H after ask, reply: 1 }]\non: [{ node: K1, outcome: well, after: ${after} }]\n`,
      HEAD,
      journey,
    );
  const named = (run: ReturnType<typeof play>) =>
    coverageOf(model, [run]).ports.filter(({ timeout, taken }) => timeout && taken > 0);
  expect(named(run('PT1H')).map(({ node, port }) => `${node}.${port}`)).toEqual(['second.timeout']);
  expect(named(run('PT5H')).map(({ node, port }) => `${node}.${port}`)).toEqual(['K1.escalated', 'second.timeout']);
});
