import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dominators, isDominated } from './dominators.ts';

/** By definition: whether `at` cannot be reached any more once `through` is taken away. */
function everyPathPasses(next: number[][], at: number, through: number): boolean {
  const reach = (without: number) => {
    const seen = new Set(without === 0 ? [] : [0]);
    for (const place of seen) for (const to of next[place] ?? []) if (to !== without) seen.add(to);
    return seen;
  };
  return reach(-1).has(at) && (at === through || !reach(through).has(at));
}

const graph = fc
  .integer({ min: 1, max: 9 })
  .chain((size) =>
    fc.array(fc.array(fc.nat({ max: size - 1 }), { maxLength: 3 }), { minLength: size, maxLength: size }),
  );

test('a place dominates exactly what cannot be reached without it', () => {
  fc.assert(
    fc.property(graph, (next) => {
      const idom = dominators(next, 0);
      next.forEach((_, at) => {
        next.forEach((__, through) => {
          expect(isDominated(idom, 0, at, through)).toBe(everyPathPasses(next, at, through));
        });
      });
    }),
    { numRuns: 400 },
  );
});

test('a row of 20,000 steps overflows nothing', () => {
  const next = Array.from({ length: 20_000 }, (_, at) => (at < 19_999 ? [at + 1] : []));
  expect(dominators(next, 0)[19_999]).toBe(19_998);
});
