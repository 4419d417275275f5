import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readJourneyText } from '@suivi/compiler';
import { describe, expect, test } from 'vitest';
import { differenceWords } from './difference.ts';
import { type Model, modelOf } from './model.ts';
import { problemWords } from './problem.ts';
import { readScenario } from './read-scenario.ts';
import { runScenario } from './run-scenario.ts';

/** The help page of each rule: what is told there in words is run here, by the engine that patients meet. */
const PAGES = fileURLToPath(new URL('../../../docs/rules/', import.meta.url));
const ENGINE = fileURLToPath(new URL('../../engine/src/', import.meta.url));

/** Rules of the language itself; 13, 14, 18, 19 and 20 are kept by the server. */
const RULES = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '15', '16', '17'];

interface Block {
  /** Line of the page on which the block begins. */
  line: number;
  body: string;
}

/** A scenario of a page, with the last journey that is drawn above it. */
interface Example {
  name: string;
  journey: Block;
  scenario: Block;
}

const names = (await readdir(PAGES)).filter((name) => name.endsWith('.md') && name !== 'README.md').sort();
const pages = await Promise.all(
  names.map(async (name) => {
    const text = await readFile(PAGES + name, 'utf8');
    return { name, text, blocks: blocksOf(text) };
  }),
);
const examples = pages.flatMap(({ name, blocks }) => examplesOf(name, blocks));

function blocksOf(text: string): Block[] {
  return [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(({ index, 1: body = '' }) => ({
    line: text.slice(0, index).split('\n').length,
    body,
  }));
}

function examplesOf(page: string, blocks: readonly Block[]): Example[] {
  let journey: Block | undefined;
  return blocks.flatMap((block): Example[] => {
    if (block.body.startsWith('v: suivi.journey/1\n')) journey = block;
    else if (journey) return [{ name: `${page}:${block.line}`, journey, scenario: block }];
    return [];
  });
}

const models = new Map<Block, Model>();
function modelIn(block: Block): Model {
  const known = models.get(block);
  if (known) return known;
  const { journey, problems, ignored } = readJourneyText(block.body);
  if (!journey || ignored.length > 0) throw new Error([...problems, ...ignored].map(({ says }) => says.en).join('\n'));
  const model = modelOf(journey);
  models.set(block, model);
  return model;
}

/** What differs from what the page says, each with the line of the page; nothing when it is as it says. */
function differencesOf({ journey, scenario }: Example, text = scenario.body): string[] {
  const read = readScenario(text);
  const run = read.scenario && runScenario(modelIn(journey), read.scenario, read.lineOf);
  const at = (line = 0): number => scenario.line + line;
  return [
    ...(run?.problems ?? read.problems).map((problem) => `${at(problem.line)} ${problemWords(problem).en}`),
    ...(run?.differences ?? []).map((each) => `${at(each.line)} ${differenceWords(each).en} [${each.code}]`),
  ];
}

/** The same scenario, with every time of day that it expects an hour later. */
function anHourLater(text: string): string {
  const [before = '', expected = ''] = text.split(/^expect:/m);
  const moved = expected.replace(/\b(\d\d):(\d\d)\b/g, (_, hour: string, minute: string) => {
    return `${String((Number(hour) + 1) % 24).padStart(2, '0')}:${minute}`;
  });
  return `${before}expect:${moved}`;
}

describe('an example of the help', () => {
  test.each(examples)('$name happens as the page says', (example) => {
    expect(differencesOf(example)).toEqual([]);
  });

  test.each(examples)('$name would be noticed if it happened an hour later', (example) => {
    const differences = differencesOf(example, anHourLater(example.scenario.body));
    expect(differences.some((each) => /\[(TIME|ENDED|TEXT_TIME)_DIFFERS\]|\[NOT_PASSED\]/.test(each))).toBe(true);
  });
});

describe('a page of the help', () => {
  test.each(pages)('$name says the rule in Chinese and in English', ({ text }) => {
    expect(text).toMatch(/^# (?:\d+\. )?[^·\n]*\p{Script=Han}[^·\n]* · [A-Za-z“][^\n]*\n/u);
    const zh = /^## 规则\n([\s\S]*?)^## The rule\n/m.exec(text)?.[1] ?? '';
    const en = /^## The rule\n([\s\S]*?)^## 例/m.exec(text)?.[1] ?? '';
    expect(zh).toMatch(/为什么/);
    expect(zh.match(/\p{Script=Han}/gu)?.length).toBeGreaterThan(60);
    expect(en).toMatch(/Why/);
    expect(en.match(/[a-z]+/gi)?.length).toBeGreaterThan(40);
    for (const heading of text.match(/^## 例.*$/gm) ?? [])
      expect(heading).toMatch(/^## 例.*\p{Script=Han}.* · Example.*$/u);
  });

  test.each(pages)(
    '$name shows an example under each heading, and no block that is not run',
    ({ name, text, blocks }) => {
      const headed = text.split(/^## 例/m).slice(1);
      expect(headed.length).toBeGreaterThan(0);
      for (const part of headed) expect(part).toMatch(/^v: suivi\.scenario\/1$/m);
      const run = examplesOf(name, blocks);
      expect(blocks).toHaveLength(run.length + new Set(run.map(({ journey }) => journey)).size);
      expect(text.match(/^```/gm)).toHaveLength(2 * blocks.length);
    },
  );
});

test('every page names the tests of its rule, and every test of a rule is named by a page', async () => {
  const files = new Set(await readdir(ENGINE));
  const named = pages.map(({ name, text }) => ({ name, tests: testsNamed(text) }));
  expect(named.filter(({ tests }) => tests.length === 0)).toEqual([]);
  expect(named.flatMap(({ tests }) => tests).filter((file) => !files.has(file))).toEqual([]);
  const all = new Set(named.flatMap(({ tests }) => tests));
  expect([...files].filter((file) => /^rule-\d.*\.test\.ts$/.test(file) && !all.has(file))).toEqual([]);
});

const testsNamed = (text: string): string[] =>
  [...text.matchAll(/\]\(\.\.\/\.\.\/packages\/engine\/src\/([\w-]+\.test\.ts)\)/g)].flatMap(([, file]) => file ?? []);

test('there is one page for every rule of the language', () => {
  expect(RULES.filter((rule) => names.filter((name) => name.startsWith(`${rule}-`)).length !== 1)).toEqual([]);
});

test('the list of pages names each by its title', async () => {
  const list = await readFile(`${PAGES}README.md`, 'utf8');
  const links = [...list.matchAll(/\[([^\]]+)\]\((\d\d-[\w-]+\.md)\)/g)].map(([, title, name]) => `${name} ${title}`);
  expect(links.sort()).toEqual(pages.map(({ name, text }) => `${name} ${/^# (.*)$/m.exec(text)?.[1]}`));
});
