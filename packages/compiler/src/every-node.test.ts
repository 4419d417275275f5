import { NODES } from '@suivi/nodes';
import { expect, test } from 'vitest';
import { compile, planHash } from './compile.ts';
import { everyNode, TRIGGERS } from './every-node-fixture.ts';
import { requirementsOf } from './requirements.ts';

const [byEvent, byHand, byDate] = Object.values(TRIGGERS).map(everyNode);
if (!byEvent || !byHand || !byDate) throw new Error('three ways in');

test('a journey with every node compiles without a finding', () => {
  for (const journey of [byEvent, byHand, byDate]) expect(compile(journey).diagnostics).toEqual([]);
});

test('no built-in node is left out', () => {
  const drawn = new Set([byEvent, byHand, byDate].flatMap(({ nodes }) => Object.values(nodes).map(({ type }) => type)));
  // A node with an activity of its own lowers by the same rule as one of a pack (define-node.ts).
  const plain = NODES.filter((node) => !node.activity).map(({ type }) => type);
  expect(plain.filter((type) => !drawn.has(type))).toEqual([]);
});

/** Update with `npx vitest run --project unit packages/compiler -u`, and only with a reason: old plans keep their hash. */
test('its plan and hash stay as they are', async () => {
  const { plan } = compile(byHand, 'journey-1');
  if (!plan) throw new Error('it does not compile');
  await expect(`${JSON.stringify(plan, null, 2)}\n`).toMatchFileSnapshot('golden/every-node-plan.json');
  await expect(`${planHash(plan)}\n`).toMatchFileSnapshot('golden/every-node-plan.sha256');
});

test('each way in is told in the plan', () => {
  expect([byEvent, byHand, byDate].map((journey) => compile(journey).plan?.trigger)).toEqual([
    { on: 'event', event: 'contact.added', reentry: { mode: 'never' } },
    { on: 'manual', reentry: { mode: 'never' } },
    { on: 'date', date: { field: 'campStart', offsetDays: 0, at: '00:00' }, reentry: { mode: 'never' } },
  ]);
});

test('what it needs from the organization is read off its nodes, once each and sorted', () => {
  expect(requirementsOf(byDate)).toEqual({
    fields: [
      { key: 'age', type: 'number' },
      { key: 'camp', type: 'text' },
      { key: 'campStart', type: 'date' },
      { key: 'nextExam', type: 'date' },
      { key: 'pregnantSince', type: 'any' },
      { key: 'tag_重点', type: 'yes-no' },
    ],
    events: ['dispense.recorded', 'glucose.measured', 'therapy.stopped'],
    channels: [],
    staffGroups: ['coach', 'lead', 'nurse'],
    calendars: ['cn-workdays'],
    journeys: ['J2', 'J6'],
  });
  expect(requirementsOf(byEvent).events).toContain('contact.added');
});

test('what the document says about channels stays, and an unfinished journey needs what it shows', () => {
  const journey = { ...byHand, requires: { ...byHand.requires, channels: ['wecom-kf'] } };
  expect(requirementsOf(journey).channels).toEqual(['wecom-kf']);
  expect(requirementsOf({ ...byHand, wires: {} }).staffGroups).toEqual(['coach', 'lead', 'nurse']);
});
