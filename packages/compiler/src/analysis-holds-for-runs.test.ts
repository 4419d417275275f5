import { DAY, type Journey, type JourneyPromise, type Moment, parseDuration } from '@suivi/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Flow } from './flow.ts';
import { flowIn } from './meaning.ts';
import { findMoment } from './promise-moment.ts';
import { promises } from './promises.ts';
import { anyJourney, entry, randomWalk, type Visit } from './random-walk-fixture.ts';
import { timeWindows } from './time-windows.ts';

const dice = fc.array(fc.double({ min: 0, max: 0.999999, noNaN: true }), { minLength: 40, maxLength: 80 });

/** Numbers from a list, over and over, a little later each time. */
function from(numbers: readonly number[]): () => number {
  let k = 0;
  return () => ((numbers[k++ % numbers.length] ?? 0) * (1 + k * 0.618)) % 1;
}

const MONDAY = Date.UTC(2026, 10, 2);

test('every arrival of every run lies in the window of its node', () => {
  fc.assert(
    fc.property(anyJourney, fc.array(fc.tuple(entry, dice), { minLength: 4, maxLength: 4 }), (journey, runs) => {
      const flow = flowIn(journey);
      const windows = timeWindows(journey);
      for (const [entered, numbers] of runs) {
        const midnight = Math.floor((entered - MONDAY) / DAY) * DAY + MONDAY;
        for (const { at, since } of randomWalk(flow, entered, from(numbers)).visits) {
          const window = windows[flow.addresses[at] ?? ''];
          if (flow.addresses[at]?.includes('/')) continue;
          expect(window).toBeDefined();
          expect(since).toBeGreaterThanOrEqual(window?.earliest ?? Number.POSITIVE_INFINITY);
          if (window?.latest !== 'unbounded') expect(since).toBeLessThanOrEqual(window?.latest ?? -1);
          const shown = entered + since - midnight;
          expect(shown).toBeGreaterThanOrEqual(window?.clock.earliest ?? Number.POSITIVE_INFINITY);
          if (window?.clock.latest !== 'unbounded') expect(shown).toBeLessThanOrEqual(window?.clock.latest ?? -1);
        }
      }
    }),
    { numRuns: 250, seed: 20261125 },
  );
});

const node = fc.constantFrom('n0', 'n1', 'n2', 'n3', 'n4', 'done');
const moment: fc.Arbitrary<Moment> = fc.oneof(
  node.map((id) => ({ node: id })),
  fc.constantFrom('service' as const, 'education' as const).map((kind) => ({ class: kind })),
  fc.tuple(node, fc.constantFrom('next', 'timeout', 'event')).map(([id, port]) => ({ node: id, port })),
);
const length = fc.constantFrom('PT12H', 'P2D', 'P9D', 'P40D');
const within = fc.oneof(
  length.map((after) => ({ after })),
  fc.nat({ max: 12 }).map((days) => ({ days })),
);
const named = { id: 'p', title: {} };
const promise: fc.Arbitrary<JourneyPromise> = fc
  .oneof(
    fc.record({ form: fc.constant('followed' as const), from: moment, to: moment, within }),
    fc.record({ form: fc.constant('never-after' as const), never: moment, after: moment, within }),
    fc.record({ form: fc.constant('never-after' as const), never: moment, after: moment }),
    fc.record({ form: fc.constant('at-most' as const), count: fc.nat({ max: 3 }), of: moment, per: length }),
    fc.record({ form: fc.constant('passes' as const), to: moment, through: moment }),
  )
  .map((form) => ({ ...named, ...form }) as JourneyPromise);

/** The times at which a moment happens in a run, each with its place in the row. */
function timesOf(flow: Flow, moment: Moment, visits: readonly Visit[]): { since: number; place: number }[] {
  const found = findMoment(flow, moment);
  if (!found) return [];
  return visits.flatMap(({ at, since }, k) => {
    const came = visits[k - 1]?.way;
    return (came ? found.hits(came) : found.steps.has(at)) ? [{ since, place: k }] : [];
  });
}

/** Whether a run breaks a promise, looked at from outside. */
function breaks(flow: Flow, promised: JourneyPromise, entered: number, run: ReturnType<typeof randomWalk>): boolean {
  const times = (of: Moment) => timesOf(flow, of, run.visits);
  const inTime = (a: number, b: number, given: { after: string } | { days: number }): boolean => {
    if ('after' in given) return b - a <= (parseDuration(given.after) ?? 0);
    return Math.floor((entered + b) / DAY) - Math.floor((entered + a) / DAY) <= given.days;
  };
  switch (promised.form) {
    case 'followed': {
      const [done, last] = [times(promised.to), run.visits.at(-1)?.since ?? 0];
      return times(promised.from).some((a) => {
        // A way that is both is its own answer.
        const same =
          promised.from !== promised.to && done.some((b) => b.place === a.place && isWay(flow, promised.from));
        const kept = same || done.some((b) => b.place > a.place && inTime(a.since, b.since, promised.within));
        return !kept && (run.ended || !inTime(a.since, last, promised.within));
      });
    }
    case 'never-after':
      return times(promised.after).some((a) =>
        times(promised.never).some(
          (b) => b.place > a.place && (!promised.within || inTime(a.since, b.since, promised.within)),
        ),
      );
    case 'at-most': {
      const all = times(promised.of);
      return all.some((a, k) => {
        const over = all[k + promised.count];
        return over !== undefined && over.since - a.since < (parseDuration(promised.per) ?? 0);
      });
    }
    case 'passes': {
      const passed = times(promised.through)[0]?.place ?? Number.POSITIVE_INFINITY;
      return times(promised.to).some(({ place }) => place < passed);
    }
  }
}

const isWay = (flow: Flow, moment: Moment): boolean => findMoment(flow, moment)?.steps.size === 0;

const counts = { proved: 0, refuted: 0, watched: 0 };

test('no run breaks a promise that was proved, and what was refuted is a path of the drawing', () => {
  fc.assert(
    fc.property(
      anyJourney,
      fc.array(promise, { minLength: 4, maxLength: 4 }),
      fc.array(fc.tuple(entry, dice), { minLength: 5, maxLength: 5 }),
      (journey, given, runs) => {
        const flow = flowIn(journey);
        for (const { promise: promised, verdict } of promises(journey, {}, given)) {
          counts[verdict.state] += 1;
          if (verdict.state === 'refuted') expectPath(journey, verdict.path);
          if (verdict.state !== 'proved') continue;
          for (const [entered, numbers] of runs) {
            const run = randomWalk(flow, entered, from(numbers));
            expect({ promised, broken: breaks(flow, promised, entered, run), run: run.visits }).toMatchObject({
              broken: false,
            });
          }
        }
      },
    ),
    { numRuns: 250, seed: 20261125 },
  );
  // A test that never proves anything would show nothing.
  expect(counts.proved).toBeGreaterThan(50);
  expect(counts.refuted).toBeGreaterThan(50);
});

function expectPath(journey: Journey, path: readonly { node: string; port?: string; at: number | string }[]): void {
  path.forEach(({ node: id, port, at }, k) => {
    const next = path[k + 1];
    if (!next) return;
    expect(port).toBeDefined();
    const wires = Object.values(journey.wires).filter((wire) => wire.from === id && wire.to === next.node);
    expect(wires.length).toBeGreaterThan(0);
    if (typeof at === 'number' && typeof next.at === 'number') expect(next.at).toBeGreaterThanOrEqual(at);
  });
}
