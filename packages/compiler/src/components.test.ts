import fc from 'fast-check';
import { expect, test } from 'vitest';
import { components } from './components.ts';

const graph = fc
  .array(fc.array(fc.nat(9), { maxLength: 4 }), { minLength: 10, maxLength: 10 })
  .map((rows) => new Map(rows.map((row, index) => [String(index), row.map(String)])));

function reach(edges: Map<string, string[]>, from: string): Set<string> {
  const seen = new Set(edges.get(from));
  for (const id of seen) for (const to of edges.get(id) ?? []) seen.add(to);
  return seen;
}

test('two nodes are in one component exactly if each leads to the other', () => {
  fc.assert(
    fc.property(graph, (edges) => {
      const found = components(edges.keys(), (id) => [...(edges.get(id) ?? [])]);
      expect(found.flat().sort()).toEqual([...edges.keys()]);
      const home = new Map(found.flatMap((ids, index) => ids.map((id) => [id, index] as const)));
      for (const a of edges.keys()) {
        for (const b of edges.keys()) {
          const together = a === b || (reach(edges, a).has(b) && reach(edges, b).has(a));
          expect(home.get(a) === home.get(b)).toBe(together);
        }
      }
    }),
  );
});

test('a component comes after those that it leads to', () => {
  fc.assert(
    fc.property(graph, (edges) => {
      const found = components(edges.keys(), (id) => [...(edges.get(id) ?? [])]);
      const home = new Map(found.flatMap((ids, index) => ids.map((id) => [id, index] as const)));
      for (const [from, targets] of edges) {
        for (const to of targets) expect(home.get(to)).toBeLessThanOrEqual(home.get(from) ?? -1);
      }
    }),
  );
});

test('a row of a hundred thousand nodes overflows no stack', () => {
  const size = 100_000;
  const ids = Array.from({ length: size }, (_, index) => String(index));
  expect(components(ids, (id) => (Number(id) + 1 < size ? [String(Number(id) + 1)] : []))).toHaveLength(size);
});
