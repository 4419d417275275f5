import { expect, test } from 'vitest';
import { refill } from './journey-fixture.ts';
import { modelOf } from './model.ts';
import { readScenario } from './read-scenario.ts';
import { recordRun } from './record.ts';
import { runScenario } from './run-scenario.ts';
import { HEAD } from './scenario-fixture.ts';

const model = modelOf(refill());

function run(text: string) {
  const { scenario, lineOf } = readScenario(text);
  if (!scenario) throw new Error('this scenario has problems');
  return runScenario(model, scenario, lineOf);
}

const ILL = `# 第三天不舒服
happens: [{ at: +PT2H after ask, reply: 1 }]
on: [{ node: K1, outcome: well, after: PT3H }]
`;

test.each([
  ['one that ends', `${HEAD}${ILL}`],
  ['one that is over before the run', `${HEAD.replace('+60d', '+4d')}${ILL}`],
  ['one that expected something else', `${HEAD}expect: { path: [start], outcome: 已续方, never: { nodes: [done] } }\n`],
  ['JSON', JSON.stringify({ v: 'suivi.scenario/1', title: '短', entry: { at: '2026-03-02 09:10' }, until: '+9d' })],
])('a scenario that is recorded expects what came out: %s', (_, text) => {
  const recorded = recordRun(text, run(text));
  expect(run(recorded)).toMatchObject({ passed: true, problems: [], differences: [] });
  expect(recordRun(recorded, run(recorded))).toBe(recorded);
});

test('what is not an outcome of the run stays: comments, and what must never occur', () => {
  const text = `${HEAD}${ILL}expect: { passes: [K1], never: { nodes: [done] } }\n`;
  const recorded = recordRun(text, run(text));
  expect(recorded).toContain('# 第三天不舒服');
  expect(readScenario(recorded).scenario?.expect).toMatchObject({
    never: { nodes: ['done'] },
    outcome: '未续方',
    ended: '2026-04-03 10:00',
    path: expect.arrayContaining(['K1.well @ 2026-03-05 12:00']),
  });
  expect(readScenario(recorded).scenario?.expect.passes).toBeUndefined();
});
