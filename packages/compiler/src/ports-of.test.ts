import { expect, test } from 'vitest';
import { compile } from './compile.ts';
import { everyNode } from './every-node-fixture.ts';
import { refill } from './journey-fixture.ts';
import { portsOf } from './ports-of.ts';
import { between } from './vocabulary-cases.ts';

function portsIn(journey: Parameters<typeof compile>[0]) {
  const { plan } = compile(journey);
  if (!plan) throw new Error('the journey does not compile');
  return portsOf(plan);
}

test('every way of a journey is a port, and a time-out says so', () => {
  expect(portsIn(refill()).map(({ node, port, timeout }) => `${node}.${port}${timeout ? ' ⏱' : ''}`)).toEqual([
    'ask.blocked',
    'ask.next',
    'hello.next',
    'pause.next ⏱',
    'refilled.timeout ⏱',
    'refilled.event',
    'reply.timeout ⏱',
    'reply.event',
    'start.next',
  ]);
});

test('handing a to-do on is nothing that a patient takes', () => {
  const journey = between(
    [
      'task',
      { group: 'nurse', title: { zh: '看' }, escalation: { after: 'PT1H', group: 'lead' }, timeout: { after: 'P1D' } },
    ],
    ['done', 'unanswered', 'failed'],
  );
  const ports = portsIn(journey).filter(({ node }) => node === 'n');
  expect(ports.map(({ port }) => port).sort()).toEqual(['done', 'failed', 'unanswered']);
  expect(ports.find(({ port }) => port === 'unanswered')?.timeout).toBe(true);
});

test('no port comes twice, rules have theirs, and the order is that of the nodes', () => {
  const ports = portsIn(everyNode(['trigger-manual', {}]));
  const keys = ports.map(({ node, port }) => `${node} ${port}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toContain('watch then');
  expect(ports.map(({ node }) => node)).toEqual(ports.map(({ node }) => node).sort());
});
