import type { Journey, JourneyPromise } from '@suivi/schema';
import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';
import { forks, mixed, oneLoop, weeks } from './large-journey-fixture.ts';
import { promises } from './promises.ts';
import { timeWindows } from './time-windows.ts';

/** The least time of several goes, of this process alone: what disturbs a measurement only ever makes it longer. */
function least(work: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let go = 0; go < 4; go++) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, user + system);
  }
  return best;
}

/** How many times longer ten times the nodes take. */
function growth(shape: (size: number) => Journey, work: (journey: Journey) => unknown): number {
  const [small, large] = [shape(150), shape(1_500)];
  least(() => work(small));
  return least(() => work(large)) / least(() => work(small));
}

const SHAPES = { mixed, weeks, oneLoop, forks };

/** About ten would be linear; what grows with the square is a hundred. */
const LIMIT = 25;

describe.each(Object.entries(SHAPES))('%s: ten times the nodes take about ten times the work', (_, shape) => {
  test('to compile', () => expect(growth(shape, (journey) => compile(journey))).toBeLessThan(LIMIT));
  test('for time windows', () => expect(growth(shape, (journey) => timeWindows(journey))).toBeLessThan(LIMIT));
});

test('promises are proved or given up in bounded work', () => {
  const title = {};
  const of = { class: 'education' } as const;
  const given: JourneyPromise[] = [
    { id: 'a', title, form: 'followed', from: { node: 'start' }, to: { node: 'n5' }, within: { days: 9 } },
    { id: 'b', title, form: 'passes', to: { node: 'n140' }, through: { node: 'n1' } },
    { id: 'c', title, form: 'never-after', never: { node: 'n1' }, after: { node: 'n140' } },
    { id: 'd', title, form: 'at-most', count: 2, of, per: 'P7D' },
  ];
  expect(growth(mixed, (journey) => promises(journey, {}, given))).toBeLessThan(LIMIT);
});

test.each(Object.entries(SHAPES))('a journey of the shape %s has no errors', (_, shape) => {
  expect(compile(shape(60)).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
});
