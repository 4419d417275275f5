import type { Op, Plan, RunEvent } from '@suivi/schema';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { act, begin, end, endTrack, fork, join, Play, planOf, wait } from './play-fixture.ts';

const NODES = ['n0', 'n1', 'n2', 'n3', 'n4', 'done'];
const TYPES = ['reply', 'refill', 'other'];
const HORIZON = 120;

const to = fc.constantFrom(...NODES);
const where = fc.constantFrom(undefined, { op: 'compare', field: 'n', is: '<', value: 2 } as const);
const events = fc.array(
  fc.record({ type: fc.constantFrom('reply', 'refill'), to, where }).map(({ where, ...rest }) => ({
    ...rest,
    ...(where ? { where } : {}),
  })),
  { maxLength: 2 },
);
const until = fc.oneof(
  fc.record({ after: fc.integer({ min: 1, max: 20 }), to }),
  fc.record({ sinceEntry: fc.integer({ min: 1, max: 60 }), to }),
);
const waiting = fc
  .record({ until: fc.option(until, { nil: undefined, freq: 8 }), events, lookBack: fc.boolean() })
  .map(({ until, events, lookBack }) => wait(until, events, { lookBack }));
const acting = fc
  .record({ next: to, failed: fc.option(to, { nil: undefined }) })
  .map(({ next, failed }) => act(next, failed ? { failed } : {}));
const step: fc.Arbitrary<(node: string) => Op> = fc.oneof({ weight: 3, arbitrary: waiting }, acting);

const anyPlan: fc.Arbitrary<Plan> = fc
  .tuple(step, step, step, step, step)
  .map(([n0, n1, n2, n3, n4]) => planOf({ start: begin('n0'), n0, n1, n2, n3, n4, done: end('done') }));

/** As above, with tracks beside each other, a goal, a guard, and steps that a clinical hold does different things to. */
const parallel: fc.Arbitrary<(node: string) => Op> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record({ until, events, hold: fc.constantFrom('freeze' as const, 'extend' as const, 'skip' as const) })
      .map(({ until, events, hold }) => wait(until, events, { hold })),
  },
  { weight: 2, arbitrary: acting },
  { weight: 2, arbitrary: fc.array(to, { minLength: 2, maxLength: 3 }).map((tracks) => fork(...tracks)) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom('all' as const, 'any' as const, 2), to).map(([n, a]) => join(n, a)),
  },
);
const anyParallelPlan: fc.Arbitrary<Plan> = fc
  .tuple(parallel, parallel, parallel, parallel, parallel)
  .map(([n0, n1, n2, n3, n4]) =>
    planOf(
      { start: begin('n0'), n0, n1, n2, n3, n4, done: end('done'), out: endTrack('out') },
      {
        goals: [{ node: 'goal', on: { type: 'cured' }, next: { port: 'reached', to: 'n2' } }],
        guards: [{ node: 'guard', on: { type: 'ae' }, next: { port: 'then', to: 'n3' } }],
        listens: ['cured', 'ae'],
      },
    ),
  );

/** Events in the patient's order; their instants mostly rise, but a late one may come at any place. */
const scheduleOf = (types: string[]): fc.Arbitrary<RunEvent[]> =>
  fc
    .array(
      fc.record({
        type: fc.constantFrom(...types),
        gap: fc.integer({ min: 0, max: 15 }),
        late: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 30 })),
        n: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
      }),
      { maxLength: 12 },
    )
    .map((steps) => {
      let now = 0;
      return steps.map(({ type, gap, late, n }, index) => {
        now += gap;
        const data = n === undefined ? {} : { data: { n } };
        return { seq: index + 1, id: `e${index + 1}`, type, at: Math.max(0, now - late), ...data };
      });
    });

const schedule = scheduleOf(TYPES);
const eventful = scheduleOf([...TYPES, 'clinical.hold', 'clinical.released', 'cured', 'ae']);

/** How a driver may behave: how often it looks at its clock, and how many inputs it handles before an answer comes. */
interface Driver {
  /** Before event i the driver lets deadlines pass, as far as it may. */
  looks: boolean[];
  /** Inputs that come in while an activity is out. */
  slowness: number[];
  /** Events that are delivered again. */
  again: boolean[];
}

const driver: fc.Arbitrary<Driver> = fc.record({
  looks: fc.array(fc.boolean(), { minLength: 13, maxLength: 13 }),
  slowness: fc.array(fc.nat(3), { minLength: 1, maxLength: 5 }),
  again: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
});
const PROMPT: Driver = { looks: [], slowness: [0], again: [] };

/** Outcomes depend on the visit alone, as those of an idempotent activity do. */
const outcomeOf = (node: string, visit: number): string => ((visit + node.length) % 3 === 0 ? 'failed' : 'queued');

function run(plan: Plan, events: readonly RunEvent[], { looks, slowness, again }: Driver): Play {
  const play = new Play(plan);
  let patience = slowness[0] ?? 0;
  let answers = 0;
  const answer = (now: boolean): void => {
    for (let effect = play.effects[0]; effect?.do === 'perform'; effect = play.effects[0]) {
      if (!now && patience > 0) {
        patience -= 1;
        return;
      }
      answers += 1;
      patience = slowness[answers % slowness.length] ?? 0;
      const { token, node, visit } = effect;
      play.feed({ kind: 'acted', token, node, visit, outcome: outcomeOf(node, visit) });
    }
  };
  events.forEach((event, index) => {
    answer(false);
    // Only what nothing that is still to come lies before, or at, may pass.
    const safe = Math.min(...events.slice(index).map(({ at }) => at)) - 1;
    if (looks[index]) {
      play.passed(safe);
      answer(false);
    }
    play.deliver(event);
    if (again[index]) play.deliver(event);
  });
  // At the end the clock goes on, in small steps or in one.
  for (let at = 0; at < HORIZON && looks[12]; at += 7) {
    answer(true);
    play.passed(at);
  }
  answer(true);
  while (play.effects[0]?.do === 'wait' && (play.waitsUntil ?? HORIZON + 1) <= HORIZON) {
    play.passed(HORIZON);
    answer(true);
  }
  return play;
}

describe('for any plan, any events and any driver', () => {
  test('the rows are those of a driver that is never late: restarts, batching and slow answers change no path', () => {
    fc.assert(
      fc.property(anyPlan, schedule, driver, (plan, events, driver) => {
        expect(run(plan, events, driver).rows).toEqual(run(plan, events, PROMPT).rows);
      }),
      { numRuns: 300 },
    );
  });

  test('the same with several tracks, goals, guards and clinical holds', () => {
    fc.assert(
      fc.property(anyParallelPlan, eventful, driver, (plan, events, driver) => {
        expect(run(plan, events, driver).rows).toEqual(run(plan, events, PROMPT).rows);
      }),
      { numRuns: 60 },
    );
  });

  test('rows are numbered without a gap, and time never goes back', () => {
    fc.assert(
      fc.property(anyPlan, schedule, driver, (plan, events, driver) => {
        const { rows } = run(plan, events, driver);
        expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
        for (const [index, { at }] of rows.entries()) expect(at).toBeGreaterThanOrEqual(rows[index - 1]?.at ?? 0);
      }),
    );
  });

  test('every visit is opened once, closed at most once, and only one is open at a time', () => {
    fc.assert(
      fc.property(anyPlan, schedule, driver, (plan, events, driver) => {
        const play = run(plan, events, driver);
        const open = new Set<string>();
        const visits = new Map<string, number>();
        for (const { node, visit, kind, port } of play.rows) {
          const key = `${node} ${visit}`;
          if (kind === 'entered') {
            expect(visit).toBe((visits.get(node) ?? 0) + 1);
            visits.set(node, visit);
            expect(open.size).toBe(0);
            open.add(key);
          }
          expect(open.has(key)).toBe(true);
          if (port !== undefined || kind === 'left') open.delete(key);
        }
        expect(open.size).toBe(play.state.ended ? 0 : 1);
      }),
    );
  });

  test('what is asked of the driver is one thing, and a deadline only where there is one', () => {
    fc.assert(
      fc.property(anyPlan, schedule, driver, (plan, events, driver) => {
        const play = run(plan, events, driver);
        expect(play.effects).toHaveLength(1);
        const last = play.rows.at(-1);
        if (play.effects[0]?.do === 'wait') expect(last?.kind).toBe('waiting');
        if (play.effects[0]?.do === 'finish') expect(last?.kind).toBe('left');
        if (play.effects[0]?.do === 'hold') expect(last?.kind).toBe('held');
      }),
    );
  });

  test('an event wakes at most one wait', () => {
    fc.assert(
      fc.property(anyPlan, schedule, driver, (plan, events, driver) => {
        const used = run(plan, events, driver).rows.flatMap(({ detail, kind }) =>
          kind === 'woke' && detail ? [detail.event] : [],
        );
        expect(new Set(used).size).toBe(used.length);
      }),
    );
  });

  test('the state stays below 4 KB, however long the run', () => {
    fc.assert(
      fc.property(anyPlan, schedule, driver, (plan, events, driver) => {
        expect(JSON.stringify(run(plan, events, driver).state).length).toBeLessThan(4_096);
      }),
    );
  });
});

test('the state of a run after fifty steps with months of events stays below 4 KB', () => {
  const steps = Array.from({ length: 50 }, (_, index) => [`step-${index}`, index] as const);
  const plan = planOf({
    start: begin('step-0'),
    ...Object.fromEntries(
      steps.map(([node, index]) => [
        node,
        wait({ after: 100, to: index < 49 ? `step-${index + 1}` : 'done' }, [{ type: 'refill', to: 'done' }]),
      ]),
    ),
    noise: wait(undefined, [{ type: 'glucose', to: 'done' }]),
    done: end('done'),
  });
  const play = new Play(plan);
  for (let at = 1; at < 4_950; at += 9) play.event('glucose', at, { value: at });
  expect(play.state.visits.at(-1)).toEqual(['step-49', 1]);
  expect(JSON.stringify(play.state).length).toBeLessThan(4_096);
});
