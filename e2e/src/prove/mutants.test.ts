import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesToMutate, MUTANT_GROUPS, NOT_MUTATED } from './mutant-groups.ts';
import { CHECKOUT } from './private-copy.ts';
import { compareSurvivors, listedSurvivors, type MutationReport, scores } from './survivors.ts';

const ENGINE = join(CHECKOUT, 'packages/engine');

test('every file of the engine is mutated, in one group, or left out by name', async () => {
  const files = (await readdir(join(ENGINE, 'src'))).filter((name) => /^[^.]+\.ts$/.test(name));
  const named = [...filesToMutate([]), ...NOT_MUTATED].map((name) => `${name}.ts`);
  expect(named.sort()).toEqual(files.sort());
});

test('a group or a file is taken alone, anything else is refused', () => {
  expect(filesToMutate(['conditions', 'match', 'settle'])).toEqual([...(MUTANT_GROUPS.conditions ?? []), 'settle']);
  expect(() => filesToMutate(['the-moon'])).toThrow('not: the-moon');
});

const REPORT: MutationReport = {
  files: {
    'packages/engine/src/a.ts': {
      source: 'const a =\n  one(\n    two) && three;\n',
      mutants: [
        {
          location: { start: { line: 2, column: 3 }, end: { line: 3, column: 9 } },
          replacement: 'true',
          status: 'Survived',
        },
        {
          location: { start: { line: 3, column: 5 }, end: { line: 3, column: 8 } },
          replacement: '""',
          status: 'NoCoverage',
        },
        {
          location: { start: { line: 3, column: 5 }, end: { line: 3, column: 8 } },
          replacement: '0',
          status: 'Killed',
        },
        {
          location: { start: { line: 3, column: 5 }, end: { line: 3, column: 8 } },
          replacement: '1',
          status: 'Timeout',
        },
        {
          location: { start: { line: 3, column: 5 }, end: { line: 3, column: 8 } },
          replacement: '2',
          status: 'RuntimeError',
        },
      ],
    },
  },
};
const SURVIVORS = ['a.ts | one( | one( two) → true', 'a.ts | two) && three; | two → ""'];

test('a survivor is told by its file, the text of its line and what it changes', () => {
  expect(scores(REPORT)).toEqual([{ file: 'a.ts', killed: 2, all: 4, survivors: SURVIVORS }]);
});

test('survivors are compared with the fenced lines of the list, one by one, file by file', () => {
  const list = listedSurvivors(
    '# Why\n\nBecause.\n\n```\na.ts | x | y → z\na.ts | one( | one( two) → true\nb.ts | x | y → z\n```\n\nEnd.\n',
  );
  expect(list).toHaveLength(3);
  const [found] = scores(REPORT);
  if (!found) throw new Error('no file');
  expect(compareSurvivors([found], list)).toEqual({ unlisted: [SURVIVORS[1]], stale: ['a.ts | x | y → z'] });
  const twice = { ...found, survivors: [...found.survivors, ...found.survivors] };
  expect(compareSurvivors([twice], SURVIVORS).unlisted).toEqual(SURVIVORS);
});

test('the list of survivors names files of the engine that are mutated', async () => {
  const listed = listedSurvivors(await readFile(join(ENGINE, 'mutants.md'), 'utf8'));
  const files = new Set(listed.map((line) => line.split(' | ')[0]?.replace(/\.ts$/, '')));
  expect(filesToMutate([])).toEqual(expect.arrayContaining([...files]));
});
