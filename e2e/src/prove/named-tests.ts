import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault } from './fault.ts';

type NamedTest = Pick<Fault, 'project' | 'caughtBy'>;
export type Verdict = 'passed' | 'failed' | 'not run';

interface Report {
  testResults: { name: string; assertionResults: { title: string; status: string }[] }[];
}

export interface Verdicts {
  of(test: NamedTest): Verdict;
  /** What the runner printed, for whoever has to look. */
  output: string;
}

/** Runs these tests and no others in a checkout. All of them must be of one project. */
export async function runNamed(checkout: string, tests: readonly NamedTest[]): Promise<Verdicts> {
  const folder = await mkdtemp(join(tmpdir(), 'suivi-verdicts-'));
  const file = join(folder, 'report.json');
  const files = new Set(tests.map(({ caughtBy }) => caughtBy.file));
  const names = tests.map(({ caughtBy }) => caughtBy.test.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const project = tests[0]?.project ?? 'unit';
  const args = ['run', '--project', project, ...files, '-t', names.join('|'), '--reporter=json'];
  const output = await vitest(checkout, [...args, `--outputFile=${file}`]);
  const report = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Report,
    () => ({ testResults: [] }),
  );
  await rm(folder, { recursive: true, force: true });
  return {
    output,
    of({ caughtBy }) {
      const results = report.testResults.filter(({ name }) => name.endsWith(caughtBy.file));
      const found = results.flatMap(({ assertionResults }) =>
        assertionResults.filter(({ title }) => title === caughtBy.test),
      );
      const [status] = found.map((result) => result.status);
      return status === 'passed' || status === 'failed' ? status : 'not run';
    },
  };
}

function vitest(checkout: string, args: string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(checkout, 'node_modules/vitest/vitest.mjs'), ...args], {
      cwd: checkout,
      env: { ...process.env, TZ: 'UTC', FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part: Buffer) => {
        output += part.toString();
      });
    }
    child.once('close', () => resolve(output));
  });
}
