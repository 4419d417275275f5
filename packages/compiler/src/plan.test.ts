import { canonicalJson, DAY, type Journey, MINUTE } from '@suivi/schema';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile, planHash } from './compile.ts';
import { draw, EXIT, refill, TRIGGER, withConfig } from './journey-fixture.ts';

function planOf(journey: Journey) {
  const { plan } = compile(journey, 'journey-1');
  if (!plan) throw new Error('the journey does not compile');
  return plan;
}

/** Update with `npx vitest run --project unit packages/compiler -u`, and only with a reason: old plans keep their hash. */
test('the plan of a fixed journey and its hash stay as they are', async () => {
  const plan = planOf(refill());
  await expect(`${JSON.stringify(plan, null, 2)}\n`).toMatchFileSnapshot('golden/refill-plan.json');
  await expect(`${planHash(plan)}\n`).toMatchFileSnapshot('golden/refill-plan.sha256');
});

describe('a plan', () => {
  test('holds no text, label or position', () => {
    const journey = refill();
    const named: Journey = {
      ...journey,
      title: { zh: '机密标题' },
      description: { zh: '机密说明' },
      nodes: Object.fromEntries(
        Object.entries(journey.nodes).map(([id, node]) => [id, { ...node, name: { zh: '机密名字' } }]),
      ),
      layout: Object.fromEntries(Object.keys(journey.nodes).map((id) => [id, { x: 987_654, y: 987_654 }])),
    };
    const text = JSON.stringify(planOf(named));
    for (const kept of ['机密', '您好', '药快', '987654', '超时', 'Time-out']) expect(text).not.toContain(kept);
    expect(planHash(planOf(named))).toBe(planHash(planOf(journey)));
  });

  test('has an instruction for every node, and every way out leads to one', () => {
    const { ops } = planOf(refill());
    expect(Object.keys(ops).sort()).toEqual(Object.keys(refill().nodes).sort());
    for (const [, to] of JSON.stringify(ops).matchAll(/"to":"([^"]+)"/g)) expect(ops).toHaveProperty(to ?? '');
  });

  test('lists every event type that some wait listens to, once and sorted, and not the one of the trigger', () => {
    expect(planOf(refill()).listens).toEqual([
      'clinical.hold',
      'clinical.released',
      'dispense.recorded',
      'message.received',
    ]);
    const plain = draw({ start: TRIGGER, done: EXIT }, [['start', 'next', 'done']]);
    expect(planOf(plain).listens).toEqual(['clinical.hold', 'clinical.released']);
  });

  test('is for test patients only as soon as one wait is below a minute', () => {
    expect(planOf(refill()).testOnly).toBe(false);
    expect(planOf(withConfig(refill(), 'pause', { until: { after: 'PT59S' } })).testOnly).toBe(true);
    expect(planOf(withConfig(refill(), 'reply', { timeout: { after: 'PT59S' } })).testOnly).toBe(true);
    const until = planOf(withConfig(refill(), 'pause', { until: { after: 'PT1M' } }));
    expect(until.ops.pause).toMatchObject({ until: { deadline: { after: MINUTE } } });
    expect(until.testOnly).toBe(false);
  });

  test('belongs to its journey: equal graphs of two journeys are two plans', () => {
    const other = compile(refill(), 'journey-2').plan;
    expect(other && planHash(other)).not.toBe(planHash(planOf(refill())));
  });

  test('does not depend on the order in which nodes and wires were drawn', () => {
    const journey = refill();
    const order = <T>(record: Record<string, T>, keys: readonly number[]): Record<string, T> =>
      Object.fromEntries(
        Object.entries(record)
          .map((entry, index) => ({ entry, key: keys[index] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ entry }) => entry),
      );
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 9 }), fc.array(fc.nat(), { minLength: 9 }), (nodes, wires) => {
        const turned = { ...journey, nodes: order(journey.nodes, nodes), wires: order(journey.wires, wires) };
        const [left, right] = [compile(turned, 'journey-1'), compile(journey, 'journey-1')];
        expect(left.plan && planHash(left.plan)).toBe(right.plan && planHash(right.plan));
        const sorted = (needs: typeof left.needs) => needs.map((need) => canonicalJson(need)).sort();
        expect(sorted(left.needs)).toEqual(sorted(right.needs));
      }),
      { numRuns: 30 },
    );
  });

  test('keeps a deadline from entry as it is: the arrival is not known yet', () => {
    expect(planOf(refill()).ops.refilled).toMatchObject({ until: { deadline: { sinceEntry: 30 * DAY } } });
  });
});
