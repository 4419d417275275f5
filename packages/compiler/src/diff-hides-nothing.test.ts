import { canonicalJson, type Journey } from '@suivi/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile, planHash } from './compile.ts';
import { diffJourneys } from './diff.ts';
import { diffProse } from './diff-words.ts';
import { everyNode } from './every-node-fixture.ts';

const JOURNEY = everyNode(['trigger-event', { event: 'contact.added' }]);

/** Everything that a patient could notice: the plan, and the texts. */
function meaningOf(journey: Journey): string | undefined {
  const { plan, needs } = compile(journey, 'journey-1');
  const texts = needs.map(({ node, part, text }) => ({ node, part, text })).sort((a, b) => (a.node < b.node ? -1 : 1));
  return plan && `${planHash(plan)} ${canonicalJson(texts)}`;
}

/** Every place inside a value that holds no other place. */
function leaves(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, each]) => leaves(each, [...path, key]));
}

function changedAt(value: unknown, [first, ...rest]: string[]): unknown {
  if (first === undefined) return changed(value);
  if (Array.isArray(value)) return value.map((each, at) => (String(at) === first ? changedAt(each, rest) : each));
  return { ...(value as object), [first]: changedAt((value as Record<string, unknown>)[first], rest) };
}

function changed(leaf: unknown): unknown {
  if (typeof leaf === 'number') return leaf + 1;
  if (typeof leaf === 'boolean') return !leaf;
  if (typeof leaf !== 'string') return 'x';
  return /\d/.test(leaf) ? leaf.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)) : `${leaf}x`;
}

const ids = Object.keys(JOURNEY.nodes);
const places = leaves({ nodes: JOURNEY.nodes, wires: JOURNEY.wires, zone: JOURNEY.zone });
const one = fc.constantFrom(...places).map((path) => (journey: Journey) => changedAt(journey, path) as Journey);
const led = fc
  .tuple(fc.constantFrom(...Object.keys(JOURNEY.wires)), fc.constantFrom(...ids))
  .map(([wire, to]) => (journey: Journey): Journey => {
    const drawn = journey.wires[wire];
    return drawn ? { ...journey, wires: { ...journey.wires, [wire]: { ...drawn, to } } } : journey;
  });

test('whatever changes the plan or a text is told by the diff, and read out in both languages', () => {
  const own = meaningOf(JOURNEY);
  expect(own).toBeDefined();
  let told = 0;
  fc.assert(
    fc.property(fc.oneof(one, led), (change) => {
      const other = change(JOURNEY);
      const diff = diffJourneys(JOURNEY, other);
      const meaning = meaningOf(other);
      if (meaning !== undefined && meaning !== own) {
        told += 1;
        expect(diff.changes).not.toEqual([]);
      }
      for (const locale of ['zh', 'en'] as const) {
        expect(diffProse(diff, locale).join('\n')).not.toMatch(/undefined|\[object/);
      }
    }),
    { numRuns: 40, seed: 5 },
  );
  expect(told).toBeGreaterThan(5);
});
