import type { Journey } from '@suivi/schema';
import { differenceWords } from './difference.ts';
import { refill } from './journey-fixture.ts';
import { modelOf } from './model.ts';
import { problemWords } from './problem.ts';
import { readScenario } from './read-scenario.ts';
import { runScenario } from './run-scenario.ts';
import type { ScenarioRun } from './scenario-run.ts';

/** The head of every scenario in these tests; the second dispense is due three days after 2026-03-27. */
export const HEAD = `v: suivi.scenario/1
title: 续方
persona: { fields: { 用尽日: 2026-03-30 } }
entry: { at: 2026-03-02 09:10, event: dispense.recorded }
until: +60d
`;

/** Runs the rest of a scenario, on the refill journey unless told. @throws Error when the scenario itself has a problem. */
export function play(rest: string, head = HEAD, journey: Journey = refill()): ScenarioRun {
  const { scenario, problems, lineOf } = readScenario(head + rest);
  if (!scenario) throw new Error(problems.map((problem) => problemWords(problem).en).join('\n'));
  const run = runScenario(modelOf(journey), scenario, lineOf);
  if (run.problems.length > 0) throw new Error(run.problems.map((problem) => problemWords(problem).en).join('\n'));
  return run;
}

/** The problems of a scenario on the refill journey, as `line CODE parameters`. */
export function problemsIn(text: string): string[] {
  const { scenario, problems, lineOf } = readScenario(text);
  const all = scenario ? runScenario(modelOf(refill()), scenario, lineOf).problems : problems;
  return all.map(({ line, code, params }) => `${line} ${code} ${Object.values(params)[0]}`);
}

export const differencesIn = ({ differences }: ScenarioRun): string[] =>
  differences.map((each) => `${each.line} ${each.code} ${differenceWords(each).en}`);
