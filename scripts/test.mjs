// `npm test`: every check there is, in order of cost. Prints a line per stage and `N passed, N failed` last.
// `--only types,unit` runs some of the stages.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CHECKOUT = join(dirname(fileURLToPath(import.meta.url)), '..');
const TAIL_LINES = 200;
const reports = mkdtempSync(join(tmpdir(), 'suivi-reports-'));

/** `together`: stages that run at the same time, as far as two cores carry. */
const STAGES = [
  {
    name: 'types',
    together: 1,
    commands: [
      bin('tsc', '-p', 'tsconfig.json'),
      bin('tsc', '-p', 'apps/builder/tsconfig.json'),
      bin('tsc', '-p', 'e2e/tsconfig.json'),
    ],
  },
  { name: 'lint', together: 1, commands: [bin('biome', 'check', '.', '--diagnostic-level=error')] },
  {
    name: 'imports',
    together: 2,
    commands: [bin('depcruise', '--config', '.dependency-cruiser.cjs', 'apps', 'packages', 'packs', 'e2e')],
  },
  { name: 'unit', together: 2, tests: true, commands: [vitest('unit')] },
  { name: 'build', together: 3, commands: [bin('turbo', 'run', 'build', '--output-logs=errors-only')] },
  { name: 'integration', together: 4, tests: true, commands: [vitest('integration')] },
  { name: 'e2e', together: 5, tests: true, commands: [vitest('e2e')] },
];

function bin(name, ...args) {
  return { program: join(CHECKOUT, 'node_modules/.bin', name), args };
}

function vitest(project) {
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report(project)}`,
  ];
  return { program: join(CHECKOUT, 'node_modules/.bin/vitest'), args, project };
}

function report(project) {
  return join(reports, `${project}.json`);
}

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1].split(',') : undefined;
const stages = STAGES.filter((stage) => !only || only.includes(stage.name));
let passed = 0;
let failed = 0;
for (const group of new Set(stages.map((stage) => stage.together))) {
  await Promise.all(stages.filter((stage) => stage.together === group).map(runStage));
}
rmSync(reports, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function runStage(stage) {
  const since = performance.now();
  let good = true;
  let output = '';
  for (const command of stage.commands) {
    const result = await run(command);
    good &&= result.code === 0;
    if (result.code !== 0) output += result.output;
  }
  const counts = stage.tests ? countTests(stage.name) : { passed: Number(good), failed: Number(!good) };
  // A runner that ends badly without a failed test (a crash, no tests at all) is a failure too.
  if (!good && counts.failed === 0) counts.failed = 1;
  passed += counts.passed;
  failed += counts.failed;
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  console.log(
    `${good ? 'ok  ' : 'FAIL'} ${stage.name}: ${counts.passed} passed, ${counts.failed} failed (${seconds} s)`,
  );
  if (!good) console.log(output.split('\n').slice(-TAIL_LINES).join('\n'));
}

function countTests(project) {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report(project), 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

function run({ program, args }) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: CHECKOUT,
      env: { ...process.env, TZ: 'UTC', FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
