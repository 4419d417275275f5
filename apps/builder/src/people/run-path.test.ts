import type { RunStep, RunView } from '@suivi/schema';
import { describe, expect, it } from 'vitest';
import { sampleJourney } from '../graph/test-journey.ts';
import { placesNow, runPath } from './run-path.ts';
import { visitsOf } from './visits.ts';

const step = (seq: number, node: string, kind: RunStep['kind'], more: Partial<RunStep> = {}): RunStep => ({
  seq,
  epoch: 0,
  node,
  visit: 1,
  kind,
  at: seq * 1_000,
  recorded: 0,
  ...more,
});

const run: RunView = {
  id: 'r',
  patient: 'Test',
  test: true,
  state: 'waiting',
  node: 'e',
  enteredAt: 0,
  journey: 'j',
  version: 'v',
  places: [{ node: 'e', visit: 1, since: 4_000, until: 99_000, state: 'waiting' }],
  number: 1,
  zone: 'Asia/Shanghai',
  steps: [
    step(1, 't', 'entered', { port: 'next' }),
    step(2, 'm', 'entered'),
    step(3, 'm', 'acted', { port: 'next' }),
    step(4, 'e', 'entered'),
    step(5, 'e', 'waiting', { until: 99_000 }),
  ],
};

describe('the path of a run', () => {
  it('lights the nodes visited and exactly the wires taken', () => {
    const path = runPath(sampleJourney(), run);
    expect(Object.keys(path.nodes)).toEqual(['t', 'm', 'e']);
    expect(path.wires).toEqual(new Set(['a', 'b']));
  });

  it('says where the person is and until when they wait', () => {
    expect(placesNow(run)).toMatchObject([{ node: 'e', until: 99_000 }]);
    expect(runPath(sampleJourney(), run).nodes.e).toMatchObject({ at: 4_000, now: { until: 99_000 } });
  });

  it('lights, of two wires that versions drew from one port, the one that was taken', () => {
    const doc = sampleJourney();
    doc.wires.old = { from: 'm', port: 'next', to: 'x' };
    expect(runPath(doc, run).wires).toEqual(new Set(['a', 'b']));
  });

  it('shows the place of a track that runs beside its own', () => {
    const beside = { node: 'n', visit: 1, since: 1, state: 'acting' as const };
    const both = { ...run, node: 'e', places: [beside, ...run.places] };
    expect(placesNow(both).map(({ node }) => node)).toEqual(['e', 'n']);
    expect(runPath(sampleJourney(), both).nodes.n).toMatchObject({ at: 1, now: {} });
  });
});

describe('visits', () => {
  it('gather the rows of one stay at a node, and a second stay is a new one', () => {
    const again = [...run.steps, step(6, 'm', 'entered', { visit: 2 })];
    expect(visitsOf(again).map((visit) => [visit.node, visit.steps.length])).toEqual([
      ['t', 1],
      ['m', 2],
      ['e', 2],
      ['m', 1],
    ]);
  });
});
