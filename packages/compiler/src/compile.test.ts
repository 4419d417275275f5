import { NODES } from '@suivi/nodes';
import { emptyJourney, type Journey, type JourneyNode, journey, type Wire } from '@suivi/schema';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';
import { type Arrow, draw, EXIT, TRIGGER } from './journey-fixture.ts';

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const type = fc.constantFrom(...NODES.map((known) => known.type), 'other');
const field = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('P1D', 'order.paid', 'port', { after: 'P1D' }, { sinceEntry: 'PT1S' }, { op: 'all', of: [] }),
);
const config = fc.dictionary(
  fc.constantFrom('text', 'event', 'where', 'timeout', 'until', 'cases', 'set', 'outcomes', 'x'),
  field,
);
const node: fc.Arbitrary<JourneyNode> = fc.record({ type, version: fc.integer({ min: 1, max: 3 }), config });
const wire: fc.Arbitrary<Wire> = fc.record({
  from: id,
  port: fc.constantFrom('next', 'event', 'timeout', 'constructor'),
  to: id,
});

test('whatever a draft holds, the answer is findings, and a plan only without errors', () => {
  fc.assert(
    fc.property(
      fc.dictionary(id, node),
      fc.dictionary(fc.constantFrom('w1', 'w2', 'w3', 'w4', 'w5'), wire),
      (nodes, wires) => {
        const draft: Journey = { ...emptyJourney({ zh: '草稿' }), nodes: { ...nodes }, wires: { ...wires } };
        expect(journey.safeParse(draft).success).toBe(true);
        const { diagnostics, plan } = compile(draft);
        const errors = diagnostics.filter(({ severity }) => severity === 'error');
        expect(plan === undefined).toBe(errors.length > 0);
      },
    ),
    { numRuns: 500 },
  );
});

test('an empty draft lacks a trigger and an exit', () => {
  const codes = compile(emptyJourney({ zh: '新旅程' })).diagnostics.map(({ code }) => code);
  expect(codes).toEqual(['TRIGGER_MISSING', 'EXIT_MISSING']);
});

/** Messages and waits in `lanes` rows that all start at one fan of time-outs and meet again at one exit. */
function large(size: number, lanes: number): Journey {
  const nodes: Record<string, readonly [string, Record<string, unknown>?]> = { start: TRIGGER, done: EXIT };
  const arrows: Arrow[] = [];
  let fan: Arrow = ['start', 'next', 'fan0'];
  for (let lane = 0; lane < lanes; lane++) {
    nodes[`fan${lane}`] = ['wait-for-event', { event: 'order.paid', timeout: { after: `PT${lane + 1}H` } }];
    arrows.push(fan, [`fan${lane}`, 'event', `n${lane}-0`]);
    fan = [`fan${lane}`, 'timeout', `fan${lane + 1}`];
    const length = Math.floor(size / lanes) - 1;
    for (let step = 0; step < length; step++) {
      const at = `n${lane}-${step}`;
      nodes[at] = step % 2 ? ['wait-duration', { until: { after: 'P1D' } }] : ['message', { text: `您好 ${at}` }];
      arrows.push([at, 'next', step + 1 < length ? `n${lane}-${step + 1}` : 'done']);
    }
  }
  arrows.push([fan[0], fan[1], 'done']);
  return draw(nodes, arrows);
}

describe('ten times the nodes take about ten times the work, not a hundred times', () => {
  /** The quickest of several goes: what disturbs a measurement only ever makes it longer. */
  function quickest(journey: Journey, goes: number): number {
    let best = Number.POSITIVE_INFINITY;
    for (let go = 0; go < goes; go++) {
      const from = performance.now();
      expect(compile(journey).diagnostics).toEqual([]);
      best = Math.min(best, performance.now() - from);
    }
    return best;
  }

  test.each([
    ['in one row', 1],
    ['in many branches', 30],
  ])('%s', (_, lanes) => {
    const [small, big] = [large(100, Math.min(lanes, 10)), large(1_000, lanes)];
    quickest(small, 20);
    const ratio = quickest(big, 8) / quickest(small, 20);
    expect(ratio).toBeLessThan(40);
  });
});
