import { modelOf, problemWords, readScenario, runScenario } from '@suivi/simulation';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { anyLife } from './any-life.ts';
import { tellFailure } from './check-property.ts';
import type { Life } from './life.ts';
import { PROMPT, play } from './play.ts';
import { filesOf } from './scenario-file.ts';

const LIVES = fc.sample(fc.noBias(anyLife({ seed: 7, count: 12 })), { seed: 7, numRuns: 40 });

/** Runs the files as `suivi simulate` does. */
function simulated(life: Life) {
  const files = filesOf(life, 'A life', '');
  const { scenario, problems } = readScenario(files.scenario);
  expect(problems.map((problem) => problemWords(problem).en)).toEqual([]);
  if (!scenario) throw new Error('no scenario');
  const run = runScenario(modelOf(parse(files.journey)), scenario);
  expect(run.problems.map((problem) => problemWords(problem).en)).toEqual([]);
  return run;
}

describe('a life written down as a scenario', () => {
  test('is one that the simulation reads without a problem', () => {
    for (const life of LIVES) simulated(life);
  });

  test('goes the same way where all of it can be said', () => {
    // Of what happens in one instant a scenario has an order of its own.
    const sayable = LIVES.filter(
      ({ history }) =>
        new Set(history.map(({ reached }) => reached)).size === history.length &&
        history.every((each) => 'event' in each && each.event.at === each.reached && !each.byStep),
    );
    const paths = sayable.map((life) => ({
      lived: play(life)
        .rows.filter(({ kind }) => kind === 'entered')
        .map(({ node, at }) => [node, at]),
      told: simulated(life)
        .rows.filter(({ kind }) => kind === 'entered')
        .map(({ node, at }) => [node, at]),
    }));
    expect(paths.length).toBeGreaterThan(5);
    for (const { lived, told } of paths) expect(told).toEqual(lived);
  });
});

describe('the smallest case', () => {
  const given = LIVES.find(
    (life) => play(life).rows.some(({ kind }) => kind === 'branched') && life.history.length > 3,
  );
  if (!given) throw new Error('no life with a branch');
  const branches = (life: Life) =>
    play(life).rows.some(({ kind }) => kind === 'branched') ? 'somebody branched' : undefined;
  const text = tellFailure(given, 'seed 7', 'nobody ever branches', branches, PROMPT);

  test('tells the seed, why, and both files', () => {
    expect(text.split('\n').slice(0, 3)).toEqual(['seed 7', 'somebody branched', '# case.journey.yaml']);
    expect(text).toContain('# case.scenario.yaml\nv: suivi.scenario/1');
    expect(text).toContain('somebody branched');
  });

  test('holds nothing that it fails without', () => {
    const [, journey = '', file = ''] = text.split(/# case\.\w+\.yaml\n/);
    const { scenario } = readScenario(file);
    expect(scenario?.happens).toEqual([]);
    expect(Object.keys(parse(journey).nodes).length).toBeLessThan(Object.keys(given.journey.nodes).length);
  });
});
