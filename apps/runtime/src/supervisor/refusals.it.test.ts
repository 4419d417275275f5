import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openDataFolder } from './data-folder.ts';
import { findPostgres } from './postgres/binaries.ts';
import { ensureCluster } from './postgres/cluster.ts';
import { databaseUser } from './postgres/unprivileged.ts';
import { isAlive, signalGroup } from './process-identity.mjs';
import { killAll, processesOf, STAND_IN, start, stateOf } from './stand-in/started.ts';

vi.setConfig({ testTimeout: 90_000 });

/** Only root may mount a small disk, or start something as another user. */
const asRoot = test.runIf(process.getuid?.() === 0 && process.platform === 'linux').concurrent;
const NOBODY = 65_534;

let folder: string;
const mounts: string[] = [];

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'suivi-test-')));
  chmodSync(folder, 0o711);
  mkdirSync(join(folder, 'tmp'));
  chmodSync(join(folder, 'tmp'), 0o1777);
});
afterAll(() => {
  for (const mount of mounts) execFileSync('umount', [mount]);
  rmSync(folder, { recursive: true, force: true });
});

const environment = () => ({ TMPDIR: join(folder, 'tmp'), XDG_RUNTIME_DIR: '' });

function smallDisk(name: string, size: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=711`, 'tmpfs', path]);
  mounts.push(path);
  return path;
}

asRoot('a full disk is told before anything is written', async () => {
  const dataDir = smallDisk('full', '1m');
  const run = start(dataDir, [], environment());
  expect(await run.exited).toBe(1);
  expect(run.output()).toMatch(
    /^The disk of \S+full is full \(\d+ MB free, \d+ MB needed\); make room.*\[disk-full\]\n$/,
  );
  expect(readdirSync(dataDir)).toEqual([]);
});

asRoot('a disk that fills up while the cluster is made leaves no half of one', async () => {
  const dataDir = smallDisk('filling', '20m');
  const user = databaseUser(join(dataDir, 'postgres'));
  const made = ensureCluster(join(dataDir, 'postgres'), findPostgres(user), user, false);
  await expect(made).rejects.toMatchObject({ code: 'disk-full' });
  expect(readdirSync(dataDir)).toEqual([]);
});

asRoot("another user's data folder is refused with a sentence and left as it is", async () => {
  const dataDir = openDataFolder(join(folder, 'of-root'));
  const args = ['--import', 'tsx', STAND_IN, '--data', dataDir, '--port', '0'];
  const env = { PATH: process.env.PATH, LC_ALL: 'C', ...environment() };
  const ended = promisify(execFile)(process.execPath, args, { uid: NOBODY, gid: NOBODY, env });
  await expect(ended).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringMatching(
      /^The data folder \S+of-root can't be read and written \(EACCES\).*\[data-folder-unreachable\]\n$/,
    ),
    stderr: '',
  });
  expect(readdirSync(dataDir)).toEqual(['suivi.json']);
});

asRoot('a place where no folder can be made is refused with a sentence', async () => {
  const dataDir = join(folder, 'of-root-too', 'data');
  const args = ['--import', 'tsx', STAND_IN, '--data', dataDir, '--port', '0'];
  const env = { PATH: process.env.PATH, LC_ALL: 'C', ...environment() };
  const ended = promisify(execFile)(process.execPath, args, { uid: NOBODY, gid: NOBODY, env });
  await expect(ended).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining('[data-folder-unreachable]') });
  expect(existsSync(dataDir)).toBe(false);
});

test.concurrent('a child that cannot be started again is tried five times, then a sentence ends everything', async () => {
  const dataDir = join(folder, 'looping');
  const run = start(dataDir, [], environment());
  try {
    await run.ready();
    const processes = processesOf(dataDir);
    const { sandbox } = stateOf(dataDir)?.children ?? {};
    if (!sandbox) throw new Error('no sandbox');
    // Where its folder should be lies a file.
    const ofSandbox = join(dataDir, 'wecom-sandbox');
    renameSync(ofSandbox, `${ofSandbox}.away`);
    writeFileSync(ofSandbox, '');
    signalGroup(sandbox, 'SIGKILL');
    expect(await run.exited).toBe(1);
    expect(run.output()).toMatch(
      /^sandbox kept ending, five restarts within a minute did not help, so Suivi stops\. Last reason: EEXIST\. \[crash-loop\]$/m,
    );
    expect(processes.filter(isAlive)).toEqual([]);
  } finally {
    run.process.kill('SIGKILL');
    killAll(dataDir);
  }
});

test.concurrent('--design-only neither seeks nor starts a Temporal, and ends one that was left behind', async () => {
  const dataDir = join(folder, 'designing');
  const first = start(dataDir, [], environment());
  try {
    await first.ready();
    const temporal = stateOf(dataDir)?.children.temporal;
    first.process.kill('SIGKILL');
    await first.exited;
    const nowhere = { TEMPORAL_BIN: '/nowhere/temporal', TEMPORAL_ADDRESS: '127.0.0.1:1' };
    const second = start(dataDir, ['--design-only'], { ...environment(), ...nowhere });
    await second.ready();
    expect(second.output()).toContain('Design only: no journey runs\n');
    expect(second.output()).not.toContain('Temporal');
    expect(temporal && isAlive(temporal)).toBe(false);
    second.process.kill('SIGTERM');
    expect(await second.exited).toBe(0);
  } finally {
    first.process.kill('SIGKILL');
    killAll(dataDir);
  }
});
