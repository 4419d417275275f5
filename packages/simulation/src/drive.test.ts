import { simulate } from '@suivi/engine';
import type { Plan, RunEvent, TraceRow } from '@suivi/schema';
import { zoneTable } from '@suivi/schema/zones';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drive, heldBy } from './drive.ts';
import { draw, refill } from './journey-fixture.ts';
import { modelOf } from './model.ts';

const { plan } = modelOf(refill());
const zone = zoneTable('Asia/Shanghai');
const ENTRY = Date.parse('2026-03-02T09:10:00+08:00');
const DAY = 86_400_000;
const enrolment = { run: 'run', patient: 'p', seq: 0 };
const outcomeOf = (kind: string): string => (kind === 'createTask' ? 'pending' : 'queued');

function driven(of: Plan, events: readonly RunEvent[], fields: Record<string, unknown>): TraceRow[] {
  const rows: TraceRow[] = [];
  drive(
    of,
    enrolment,
    ENTRY,
    {
      ahead: events.map(({ at, id, type }) => ({ at, event: { id, type } })),
      fields: { ...fields },
      until: ENTRY + 90 * DAY,
      act: ({ kind }) => ({ outcome: outcomeOf(kind) }),
      wrote: (row) => {
        rows.push(row);
        return [];
      },
    },
    zone,
  );
  return rows;
}

test('with events alone it writes the very rows of the engine’s own driver', () => {
  if (!plan) throw new Error('the journey of this test has errors');
  const types = ['message.received', 'dispense.recorded', 'therapy.stopped', 'order.paid'];
  const happening = fc.record({ after: fc.integer({ min: 0, max: 90 * 24 * 60 }), type: fc.constantFrom(...types) });
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 12 }), fc.boolean(), (drawn, dated) => {
      const events = drawn
        .toSorted((a, b) => a.after - b.after)
        .map(({ after, type }, index) => ({ seq: index + 1, id: `e${index}`, type, at: ENTRY + after * 60_000 }));
      const fields = dated ? { 用尽日: '2026-03-30' } : {};
      const { rows } = simulate(
        plan,
        enrolment,
        ENTRY,
        {
          events,
          until: ENTRY + 90 * DAY,
          act: ({ kind }) => ({ outcome: outcomeOf(kind) }),
          facts: () => fields,
        },
        zone,
      );
      expect(driven(plan, events, fields)).toEqual(rows);
    }),
    { seed: 5, numRuns: 150 },
  );
});

test('a field that is written with the value it has tells nobody, as in the record', () => {
  const journey = draw(
    {
      start: ['trigger-manual'],
      wait: ['wait-for-event', { event: 'field.changed', timeout: { after: 'P10D' } }],
      end: ['exit', { outcome: '完' }],
    },
    [
      ['start', 'next', 'wait'],
      ['wait', 'event', 'end'],
      ['wait', 'timeout', 'end'],
    ],
  );
  const { plan: waits } = modelOf(journey);
  if (!waits) throw new Error('the journey of this test has errors');
  const woken = (value: unknown): unknown => {
    const rows: TraceRow[] = [];
    const world = {
      ahead: [{ at: ENTRY + DAY, fields: { 体重: value } }],
      fields: { 体重: { value: 60, unit: 'kg' } },
      until: ENTRY + 30 * DAY,
      act: () => ({ outcome: 'done' }),
      wrote: (row: TraceRow) => {
        rows.push(row);
        return [];
      },
    };
    drive(waits, enrolment, ENTRY, world, zone);
    return rows.find(({ kind }) => kind === 'woke')?.by;
  };
  expect(woken({ unit: 'kg', value: 60 })).toBe('deadline');
  expect(woken({ value: 61, unit: 'kg' })).toBe('field.changed');
  expect(woken(null)).toBe('field.changed');
});

test('a run that lacks a year of the calendar is held, as on the product', () => {
  const days = draw(
    {
      start: ['trigger-manual', {}],
      pause: ['wait-duration', { until: { inDays: 1, at: '09:00', calendar: 'cn-workdays' } }],
      done: ['exit', { outcome: '完成' }],
    },
    [
      ['start', 'next', 'pause'],
      ['pause', 'next', 'done'],
    ],
  );
  const { plan: counted } = modelOf(days);
  if (!counted) throw new Error('the journey of this test has errors');
  const { state } = simulate(
    counted,
    enrolment,
    ENTRY,
    { events: [], until: ENTRY + DAY, act: () => ({ outcome: '' }) },
    zone,
  );
  expect(heldBy(counted, state)).toBe('calendar');
});
