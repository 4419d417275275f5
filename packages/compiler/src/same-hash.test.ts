import { execFileSync } from 'node:child_process';
import { canonicalJson, type Journey } from '@suivi/schema';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile, planHash } from './compile.ts';
import { everyNode, TRIGGERS } from './every-node-fixture.ts';
import { refill } from './journey-fixture.ts';

const JOURNEYS = [refill(), ...Object.values(TRIGGERS).map(everyNode)];

function hashOf(journey: Journey): string {
  const { plan } = compile(journey, 'journey-1');
  if (!plan) throw new Error('the journey does not compile');
  return planHash(plan);
}

/** The same value with the keys of every object in an order that the seed decides. */
function shuffled<T>(value: T, seed: number): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each: unknown) => shuffled(each, seed)) as T;
  const rank = (key: string) => [...key].reduce((sum, char) => (sum * 31 + char.charCodeAt(0) + seed) % 10_007, seed);
  const entries = Object.entries(value).sort(([a], [b]) => rank(a) - rank(b));
  return Object.fromEntries(entries.map(([key, each]) => [key, shuffled(each, seed)])) as T;
}

describe('the hash of a plan is the same', () => {
  test.each(JOURNEYS)('whatever the order of keys, down to the configs', (journey) => {
    const own = hashOf(journey);
    fc.assert(
      fc.property(fc.nat(10_000), (seed) => {
        const turned = shuffled(journey, seed);
        expect(canonicalJson(turned)).toBe(canonicalJson(journey));
        expect(hashOf(turned)).toBe(own);
      }),
      { numRuns: 5, seed: 5 },
    );
  });

  test.each(JOURNEYS)(
    'wherever nodes lie, and whatever they, the journey, its wires and the ways of a branch are called',
    (journey) => {
      const nodes = Object.entries(journey.nodes).map(([id, node]) => {
        const cases = node.config.cases as { label: unknown }[] | undefined;
        const config = cases
          ? { ...node.config, cases: cases.map((each) => ({ ...each, label: { en: 'Other' } })) }
          : node.config;
        return [id, { ...node, name: { zh: `别名 ${id}` }, config }];
      });
      const wires = Object.values(journey.wires).map((wire, at) => [`other${at}`, wire]);
      const layout = Object.keys(journey.nodes).map((id, at) => [id, { x: -at, y: at * 7 }]);
      const renamed: Journey = {
        ...journey,
        title: { en: 'Other' },
        description: { zh: '别的说明' },
        nodes: Object.fromEntries(nodes),
        wires: Object.fromEntries(wires),
        layout: Object.fromEntries(layout),
      };
      expect(hashOf(renamed)).toBe(hashOf(journey));
    },
  );

  test('in processes of another language and zone, and is not the same for another length of time', () => {
    const program = `
      import { everyNode } from './every-node-fixture.ts';
      import { compile, planHash } from './compile.ts';
      const { plan } = compile(everyNode(['trigger-manual', {}]), 'journey-1');
      process.stdout.write(planHash(plan) + ' ' + new Date(0).getHours());
    `;
    const run = (env: Record<string, string>) =>
      execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
        cwd: import.meta.dirname,
        env: { ...process.env, ...env },
        encoding: 'utf8',
      }).split(' ');
    const [there, hour] = run({ LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Apia' });
    const [elsewhere, otherHour] = run({ LANG: 'C', LC_ALL: 'C', TZ: 'Asia/Kathmandu' });
    expect(hour).not.toBe(otherHour);
    const own = hashOf(everyNode(['trigger-manual', {}]));
    expect([there, elsewhere]).toEqual([own, own]);
    const morning = everyNode(['trigger-manual', {}]);
    const node = morning.nodes.morning;
    if (!node) throw new Error('no node');
    const later = { ...node, config: { until: { inDays: 1, at: '00:01' } } };
    expect(hashOf({ ...morning, nodes: { ...morning.nodes, morning: later } })).not.toBe(own);
  });
});
