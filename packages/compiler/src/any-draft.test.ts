import { NODES } from '@suivi/nodes';
import { apply, draftCommand, type Journey, type JourneyPromise, type Moment } from '@suivi/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from './compile.ts';
import { type Arrow, draw } from './journey-fixture.ts';
import { portsOf } from './ports-of.ts';
import { promises } from './promises.ts';
import { timeWindows } from './time-windows.ts';

const known = { op: 'known', from: 'patient', field: 'x' };
/** What each type needs beyond what it starts with, so that it has a meaning. */
const GIVEN: Record<string, Record<string, unknown>> = {
  branch: { cases: [{ id: 'yes', label: { zh: '是' }, if: known }] },
  message: { text: '您好', class: 'education' },
  task: { group: 'nurse', title: { zh: '看' } },
  'set-variable': { set: [{ variable: 'n', add: 1 }] },
  'set-field': { field: 'x', to: 1 },
  'wait-until-date': { field: 'exam' },
  'wait-until-true': { if: known },
  'trigger-event': { event: 'contact.added' },
  'trigger-date': { field: 'exam' },
  'sub-journey': { journey: 'J6' },
  'hand-over': { journey: 'J2', outcome: '转入' },
  goal: { name: '已续方', event: 'order.paid' },
  guard: { event: 'diary.noted' },
  'exit-rule': { event: 'therapy.stopped', outcome: '停药' },
  exit: { outcome: '结束' },
  'guard-end': { outcome: '好' },
  tag: { tag: '复查' },
  webhook: { url: 'https://example.org' },
};

const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;
const type = fc.constantFrom(...NODES.map((each) => each.type));
const picks = fc.array(fc.nat({ max: 40 }), { minLength: 8, maxLength: 8 });

/** Any nodes with a meaning, wired in any way: forks that never meet, joins of nothing, guards that run into the journey. */
const draft: fc.Arbitrary<Journey> = fc.array(fc.tuple(type, picks), { minLength: 3, maxLength: 8 }).map((drawn) => {
  const nodes = Object.fromEntries(drawn.map(([kind], k) => [ids[k] ?? 'x', [kind, GIVEN[kind] ?? {}] as const]));
  const arrows = drawn.flatMap(([kind, targets], k): Arrow[] => {
    const definition = NODES.find((each) => each.type === kind);
    const ports = definition?.ports({ ...definition.initial, ...GIVEN[kind] }) ?? [];
    return ports.flatMap(({ id }, p): Arrow[] => {
      const target = targets[p] ?? 40;
      return target > 36 ? [] : [[ids[k] ?? 'x', id, ids[target % drawn.length] ?? 'x']];
    });
  });
  return draw(nodes, arrows);
});

const moment: fc.Arbitrary<Moment> = fc.oneof(
  fc.constantFrom(...ids).map((node) => ({ node })),
  fc.constant({ class: 'education' as const }),
  fc.constant({ event: 'order.paid' }),
  fc.constant({ holds: known as never }),
);
const promise = fc.tuple(moment, moment, fc.nat({ max: 3 })).map(([a, b, form]): JourneyPromise => {
  const named = { id: 'p', title: {} };
  if (form === 0) return { ...named, form: 'followed', from: a, to: b, within: { days: 3 } };
  if (form === 1) return { ...named, form: 'never-after', never: a, after: b, within: { after: 'P9D' } };
  return form === 2
    ? { ...named, form: 'passes', to: a, through: b }
    : { ...named, form: 'at-most', count: 1, of: a, per: 'P2D' };
});

test('whatever is drawn, every question has an answer, the same each time, and every fix is a change that can be applied', () => {
  fc.assert(
    fc.property(draft, fc.array(promise, { maxLength: 3 }), (drawn, promised) => {
      const journey = { ...drawn, promises: promised };
      const { diagnostics, plan } = compile(journey, 'me', { calendars: {}, now: 0 });
      expect(compile(journey, 'me', { calendars: {}, now: 0 }).diagnostics).toEqual(diagnostics);
      for (const { fix } of diagnostics) {
        for (const command of fix?.commands ?? []) {
          expect(draftCommand.safeParse(command).success).toBe(true);
          compile(apply(journey, command));
        }
      }
      const windows = timeWindows(journey);
      for (const { earliest, latest } of Object.values(windows)) {
        expect(earliest).toBeGreaterThanOrEqual(0);
        if (latest !== 'unbounded') expect(latest).toBeGreaterThanOrEqual(earliest);
      }
      expect(promises(journey)).toHaveLength(promised.length);
      expect(JSON.stringify(promises(journey))).not.toContain('null');
      if (plan) expect(portsOf(plan).length).toBeGreaterThan(0);
    }),
    { numRuns: 80, seed: 20261125 },
  );
});
