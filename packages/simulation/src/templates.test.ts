import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { planHash, promises, readJourneyText } from '@suivi/compiler';
import { type Journey, pickText } from '@suivi/schema';
import { expect, test } from 'vitest';
import { differenceWords } from './difference.ts';
import { modelOf } from './model.ts';
import { problemWords } from './problem.ts';
import { readScenario } from './read-scenario.ts';
import { runScenario } from './run-scenario.ts';
import type { ScenarioRun } from './scenario-run.ts';

/** What the product shows as template journeys: they have to be sound as they come, and stay what they are. */
const FOLDER = fileURLToPath(new URL('../../../examples/templates/', import.meta.url));
const SUFFIX = '.journey.yaml';

const templates = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) =>
    readdirSync(`${FOLDER}${name}`)
      .filter((file) => file.endsWith(SUFFIX))
      .map((file) => ({ key: file.slice(0, -SUFFIX.length), folder: `${FOLDER}${name}/`, file })),
  )
  .sort((a, b) => (a.key < b.key ? -1 : 1));

function read({ folder, file }: { folder: string; file: string }): Journey {
  const { journey, problems, ignored } = readJourneyText(readFileSync(`${folder}${file}`, 'utf8'));
  expect([...problems, ...ignored].map(({ says }) => says.en)).toEqual([]);
  if (!journey) throw new Error(`${file} is no journey`);
  return journey;
}

const scenarioFiles = (folder: string): string[] =>
  readdirSync(`${folder}scenarios`)
    .filter((file) => file.endsWith('.scenario.yaml'))
    .sort();

test('there are templates, each with a key of its own', () => {
  const keys = templates.map(({ key }) => key);
  expect(keys.length).toBeGreaterThan(0);
  expect(new Set(keys).size).toBe(keys.length);
});

/** Update the golden files with `npx vitest run --project unit packages/simulation/src/templates.test.ts -u`, and read the difference. */
test.each(templates)('$key compiles, keeps its promises and does what its scenarios say', async (template) => {
  const journey = read(template);
  const model = modelOf(journey);
  expect(model.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const verdicts = promises(journey).map(({ promise, verdict }) => `${verdict.state} ${promise.id}`);
  expect(verdicts.filter((line) => line.startsWith('refuted'))).toEqual([]);

  const runs = scenarioFiles(template.folder).map((file) => {
    const { scenario, problems, lineOf } = readScenario(readFileSync(`${template.folder}scenarios/${file}`, 'utf8'));
    expect(problems.map((problem) => `${file}: ${problemWords(problem).en}`)).toEqual([]);
    if (!scenario) throw new Error(`${file} is no scenario`);
    const run = runScenario(model, scenario, lineOf);
    expect(run.problems.map((problem) => `${file}: ${problemWords(problem).en}`)).toEqual([]);
    expect(run.differences.map((each) => `${file}:${each.line} ${differenceWords(each).en}`)).toEqual([]);
    return run;
  });
  expect(runs.length).toBeGreaterThanOrEqual(3);

  const hash = model.plan ? planHash(model.plan) : 'none';
  const [first] = runs;
  const golden = [`plan ${hash}`, ...verdicts, '', ...(first ? traceOf(first) : []), ''].join('\n');
  await expect(golden).toMatchFileSnapshot(`golden/templates/${template.key}.txt`);
});

test.each(templates)('$key says what it needs of an organization, and places every node', (template) => {
  const { nodes, layout, requires } = read(template);
  expect(Object.keys(nodes).filter((id) => !layout[id])).toEqual([]);
  const spots = Object.values(layout).map(({ x, y }) => `${x} ${y}`);
  expect(new Set(spots).size).toBe(spots.length);
  expect(requires.channels.length).toBeGreaterThan(0);
});

/** One row of the trace per line, with local time, as somebody would read it. */
function traceOf({ title, rows }: ScenarioRun): string[] {
  return [
    pickText(title, 'en'),
    ...rows.map(({ local, node, visit, kind, port, by }) =>
      [local, visit > 1 ? `${node}#${visit}` : node, kind, port === undefined ? '' : `→ ${port}`, by ?? '']
        .filter(Boolean)
        .join('  '),
    ),
  ];
}
