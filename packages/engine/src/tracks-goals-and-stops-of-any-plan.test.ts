import type { HoldPolicy, Op, Plan, TraceRow } from '@suivi/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  act,
  ask,
  begin,
  branch,
  end,
  endTrack,
  fork,
  is,
  join,
  Play,
  planOf,
  repeat,
  set,
  wait,
} from './play-fixture.ts';
import { Running } from './running.ts';
import type { Command, Input } from './state.ts';

const NODES = Array.from({ length: 9 }, (_, index) => `n${index}`);
const to = fc.constantFrom(...NODES, 'done', 'out');
const hold = fc.constantFrom<HoldPolicy | undefined>(undefined, 'freeze', 'extend', 'skip', 'ignore');
const until = fc.oneof(
  fc.record({ after: fc.nat(20), to }),
  fc.record({ sinceEntry: fc.integer({ min: 1, max: 60 }), to }),
);
const events = fc.array(fc.record({ type: fc.constantFrom('x', 'y', 'clinical.hold'), to }), { maxLength: 2 });
const waiting = fc
  .record({ until: fc.option(until, { nil: undefined, freq: 8 }), events, lookBack: fc.boolean(), hold })
  .map(({ until, events, lookBack, hold }) => wait(until, events, { lookBack, ...(hold ? { hold } : {}) }));
const ill = is('patient', 's', 1);
const step: fc.Arbitrary<(node: string) => Op> = fc.oneof(
  { weight: 4, arbitrary: waiting },
  { weight: 2, arbitrary: fc.tuple(to, to, hold).map(([a, b, hold]) => act(a, { skipped: b, failed: b }, hold)) },
  { weight: 1, arbitrary: fc.tuple(to, to, to).map(([a, b, c]) => ask(a, { ok: b }, { after: 15, to: c })) },
  { weight: 2, arbitrary: fc.array(to, { minLength: 2, maxLength: 3 }).map((tracks) => fork(...tracks)) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom<'all' | 'any' | number>('all', 'any', 2, 3), to).map(([n, a]) => join(n, a)),
  },
  { weight: 1, arbitrary: fc.tuple(to, to, to).map(([a, b, c]) => branch([[ill, a]], b, c)) },
  { weight: 1, arbitrary: fc.tuple(to, to).map(([a, b]) => repeat(2, a, b)) },
  { weight: 1, arbitrary: to.map((next) => set([{ variable: 'n', add: 1 }], next)) },
);
const rules = fc.array(fc.record({ on: fc.option(fc.constantFrom('x', 'y', 'z'), { nil: undefined }), to }), {
  maxLength: 2,
});

const anyPlan: fc.Arbitrary<Plan> = fc
  .tuple(fc.array(step, { minLength: NODES.length, maxLength: NODES.length }), rules, rules)
  .map(([steps, goals, guards]) => {
    const rule = (kind: string) => (each: { on: string | undefined; to: string }, index: number) => ({
      node: `${kind}${index}`,
      ...(each.on ? { on: { type: each.on } } : { when: ill }),
      next: { port: 'then', to: each.to },
    });
    return planOf(
      {
        start: begin('n0'),
        ...Object.fromEntries(steps.map((each, index) => [`n${index}`, each])),
        done: end('done'),
        out: endTrack('out'),
      },
      {
        exits: [{ node: 'stop', on: { type: 'bye' }, outcome: 'bye' }],
        goals: goals.map(rule('goal')),
        guards: guards.map(rule('guard')),
        facts: ['s'],
        listens: ['x', 'y', 'z', 'bye', 'field.changed'],
      },
    );
  });

const TYPES = ['x', 'y', 'z', 'clinical.hold', 'clinical.released', 'field.changed', 'bye'];
const OPS: Command['op'][] = ['pause', 'resume', 'skipWait', 'setDeadline', 'goto', 'exit'];

/** What may happen next, as far as the run lets it. */
const happening = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ type: fc.constantFrom(...TYPES), gap: fc.nat(8), late: fc.constantFrom(0, 0, 0, 5) }),
  },
  { weight: 4, arbitrary: fc.record({ pass: fc.integer({ min: 1, max: 30 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      op: fc.constantFrom(...OPS),
      track: fc.nat(3),
      to,
      until: fc.integer({ min: -5, max: 40 }),
      mode: fc.constantFrom('hold' as const, 'stretch' as const),
    }),
  },
  { weight: 8, arbitrary: fc.record({ answer: fc.constantFrom('queued', 'failed', 'pending') }) },
  { weight: 5, arbitrary: fc.record({ fields: fc.constantFrom({}, { s: 0 }, { s: 1 }) }) },
);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

/** Turns what happens into an input that a driver could give now; undefined where it could not. */
class World {
  #now = 0;
  #seq = 0;

  next(play: Play, what: Happening): Input | undefined {
    const [effect] = play.effects;
    if ('type' in what) {
      this.#now += what.gap;
      this.#seq += 1;
      const data = what.type === 'field.changed' ? { data: { key: 's' } } : {};
      const at = Math.max(0, this.#now - what.late);
      return { kind: 'event', event: { seq: this.#seq, id: `e${this.#seq}`, type: what.type, at, ...data } };
    }
    if ('pass' in what) {
      const due = play.waitsUntil ?? Number.POSITIVE_INFINITY;
      const later = this.#now + what.pass;
      this.#now = due <= later ? Math.max(this.#now, due) : later;
      return due <= later ? { kind: 'passed', at: due } : undefined;
    }
    if ('op' in what) {
      const token = play.state.tokens[what.track % Math.max(1, play.state.tokens.length)];
      const node = token && play.plan.ops[token.at]?.node;
      if (!node) return undefined;
      const at = Math.min(this.#now, play.waitsUntil ?? this.#now);
      const { op, to, mode } = what;
      const seen = { expectSeq: play.state.nextRow - 1, by: 'u1', reason: 'asked' };
      return { kind: 'command', command: { op, to, mode, until: this.#now + what.until, node, at, ...seen } };
    }
    if ('answer' in what) {
      if (effect?.do !== 'perform') return undefined;
      const { token, node, visit } = effect;
      return { kind: 'acted', token, node, visit, outcome: what.answer };
    }
    return effect?.do === 'facts' ? { kind: 'facts', facts: what.fields } : undefined;
  }
}

/** The places where somebody stands by the rows: every visit is opened once and closed once. */
function standing(rows: readonly TraceRow[]): string[] {
  const open = new Map<string, boolean>();
  for (const { node, visit, kind, port } of rows) {
    const place = `${node} ${visit}`;
    // Of a fork, which one visit leaves by several ports, the further ports follow the first.
    expect([place, kind, open.get(place)]).toEqual([place, kind, kind === 'entered' ? undefined : kind !== 'forked']);
    open.set(place, port === undefined && !['moved', 'joined', 'left'].includes(kind));
  }
  return [...open].filter(([, isOpen]) => isOpen).map(([place]) => place);
}

test('no run disappears, every place is told, time never goes back, and a state changed in place is the same', () => {
  fc.assert(
    fc.property(anyPlan, fc.array(happening, { maxLength: 60 }), (plan, happenings) => {
      const play = new Play(plan);
      const run = new Running(plan, { run: 'r1', patient: 'p1', seq: 0, event: { id: 'e0', type: 'order.paid' } }, 0);
      const world = new World();
      const rows = [...run.takeRows()];
      for (const what of happenings) {
        const input = world.next(play, what);
        if (!input) continue;
        play.feed(input);
        run.apply(structuredClone(input));
        rows.push(...run.takeRows());
        expect(run.state).toEqual(play.state);
        expect(play.effects).not.toEqual([]);
        expect(play.state.ended !== undefined || play.state.tokens.some(({ aside }) => !aside)).toBe(true);
      }
      expect(rows).toEqual(play.rows);
      expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
      for (const [index, { at }] of rows.entries()) expect(at).toBeGreaterThanOrEqual(rows[index - 1]?.at ?? 0);
      const tokens = play.state.tokens.map(({ at, visit }) => `${plan.ops[at]?.node} ${visit}`);
      expect(standing(rows).sort()).toEqual(tokens.sort());
    }),
    { numRuns: 250 },
  );
});
