import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filesToMutate } from './mutant-groups.ts';
import { runMutants } from './mutation-run.ts';
import { privateCopy } from './private-copy.ts';
import { compareSurvivors, listedSurvivors, scores } from './survivors.ts';

const LIMIT_MS = 30 * 60_000;
const SOURCES = 'packages/engine/src';
const LIST = 'packages/engine/mutants.md';
const PERCENT_KILLED = 85;

/**
 * Changes the engine in thousands of small ways, one at a time; its unit tests must notice at least 85 % of them.
 * `what`: groups or files (mutant-groups.ts), all when empty. @returns whether they do.
 */
export async function proveMutants(what: readonly string[]): Promise<boolean> {
  const files = filesToMutate(what).map((name) => `${SOURCES}/${name}.ts`);
  const copy = await privateCopy();
  try {
    const report = await runMutants(copy.folder, files, LIMIT_MS);
    if (!report) return false;
    const found = scores(report);
    for (const { file, killed, all } of found) console.log(`${percent(killed, all)}  ${file} (${killed} of ${all})`);
    const listed = listedSurvivors(await readFile(join(copy.folder, LIST), 'utf8'));
    const { unlisted, stale } = compareSurvivors(found, listed);
    if (unlisted.length > 0) console.log(`\nno test notices, and ${LIST} gives no reason:\n${unlisted.join('\n')}`);
    if (stale.length > 0) console.log(`\na test notices by now, so ${LIST} need not list it:\n${stale.join('\n')}`);
    const killed = found.reduce((sum, each) => sum + each.killed, 0);
    const all = found.reduce((sum, each) => sum + each.all, 0);
    console.log(`\n${percent(killed, all).trim()} of ${all} mutants noticed (at least ${PERCENT_KILLED} % must be)`);
    return all > 0 && killed / all >= PERCENT_KILLED / 100;
  } finally {
    await copy.remove();
  }
}

const percent = (part: number, all: number): string => `${((100 * part) / all).toFixed(1).padStart(5)} %`;
