import type { Plan } from '@suivi/schema';
import { TZDATA_VERSION } from '@suivi/schema/zones';
import { expect, test } from 'vitest';
import { runInput, type StartableRun } from './run-input.ts';

const AT = Date.parse('2026-03-07T09:00:00-06:00');
const row = (over: Partial<StartableRun> = {}): StartableRun => ({
  id: 'run',
  organization_id: 'org',
  journey_id: 'journey',
  plan_hash: 'sha256:0',
  patient_id: 'patient',
  zone: null,
  event_id: 'event',
  event_seq: 3,
  event_type: 'order.paid',
  event_data: { product: 'A', phone: '1380000' },
  entered_at: AT,
  called_by: null,
  clinical_hold: false,
  trial: null,
  ...over,
});

const planWith = (ops: Plan['ops']): Plan => ({
  v: 3,
  journey: 'journey',
  zone: 'Asia/Shanghai',
  entry: 'start',
  trigger: { on: 'manual', reentry: { mode: 'never' } },
  ops,
  listens: [],
  facts: [],
  exits: [],
  goals: [],
  guards: [],
  calendars: [],
  testOnly: false,
});
const next = { port: 'next', to: 'end' };
const wait = (deadline: { after: number } | { inDays: number; at: string }): Plan =>
  planWith({ w: { op: 'wait', node: 'w', until: { deadline, ...next }, events: [], lookBack: true } });

test('a wall clock goes along only where somebody looks at it', () => {
  expect(runInput(row(), wait({ after: 9 })).zone).toBeUndefined();
  expect(runInput(row(), wait({ inDays: 1, at: '09:00' })).zone).toEqual({
    $zone: 'Asia/Shanghai',
    version: TZDATA_VERSION,
  });
});

test('the wall clock is the patient’s own, else the journey’s; a name that no database knows is nobody’s', () => {
  const plan = wait({ inDays: 1, at: '09:00' });
  expect(runInput(row({ zone: 'America/Chicago' }), plan).zone?.$zone).toBe('America/Chicago');
  expect(runInput(row({ zone: 'Mars/Olympus' }), plan).zone?.$zone).toBe('Asia/Shanghai');
});

test('of the entry event only what a condition looks at goes along', () => {
  const looks = planWith({
    b: {
      op: 'branch',
      node: 'b',
      cases: [{ if: { op: 'compare', from: 'entry', field: 'product', is: '=', value: 'A' }, ...next }],
      else: next,
    },
  });
  expect(runInput(row(), looks).enrol?.entry).toEqual({ product: 'A' });
  expect(runInput(row(), wait({ after: 9 })).enrol).not.toHaveProperty('entry');
});

test('a run of a trial knows its clock, and leaves after so many days of the patient’s wall clock', () => {
  const origin = Date.parse('2026-03-07T00:00:00-06:00');
  const trial = { origin, began: 5, scale: 0.001, days: 2, inclusive: true };
  const { clock, zone, enrol } = runInput(row({ zone: 'America/Chicago', trial }), wait({ after: 9 }));
  expect(clock).toEqual({ origin, began: 5, scale: 0.001 });
  expect(zone?.$zone).toBe('America/Chicago');
  const closes = { at: Date.parse('2026-03-09T00:00:00-05:00'), outcome: 'trial-ended', inclusive: true };
  expect(enrol?.closes).toEqual(closes);
});
