import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHECKOUT } from './private-copy.ts';
import type { MutationReport } from './survivors.ts';

const STRYKER = join(CHECKOUT, 'node_modules/@stryker-mutator/core/bin/stryker.js');
const CONFIG = 'stryker.config.json';
const REPORT = 'mutation.json';

/**
 * Runs Stryker over these files of a private copy, which it changes in place. Each mutant meets the tests that reach it,
 * until one fails. @returns nothing when the tests fail without any mutant, or when time is up: it then has said why.
 */
export async function runMutants(
  folder: string,
  mutate: readonly string[],
  limitMs: number,
): Promise<MutationReport | undefined> {
  const config = {
    testRunner: 'vitest',
    vitest: { configFile: 'e2e/src/prove/mutants.vitest.config.ts', related: false },
    inPlace: true,
    coverageAnalysis: 'perTest',
    concurrency: 2,
    timeoutMS: 3_000,
    mutate,
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName: REPORT },
    logLevel: 'error',
  };
  await writeFile(join(folder, CONFIG), JSON.stringify(config));
  if (!(await stryker(folder, limitMs))) return undefined;
  return JSON.parse(await readFile(join(folder, REPORT), 'utf8')) as MutationReport;
}

function stryker(folder: string, limitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    // A group of its own, because it has workers that must end with it.
    const child = spawn(process.execPath, [STRYKER, 'run', CONFIG], {
      cwd: folder,
      env: { ...process.env, TZ: 'UTC', FORCE_COLOR: '0' },
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    });
    const stop = () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    };
    const timer = setTimeout(() => {
      console.log(`not done after ${limitMs / 60_000} minutes: take one group at a time`);
      stop();
    }, limitMs);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
    child.once('close', (code) => {
      clearTimeout(timer);
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
      resolve(code === 0);
    });
  });
}
