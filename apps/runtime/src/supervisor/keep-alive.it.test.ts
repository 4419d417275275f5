import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startChild } from './child.ts';
import { keepAlive } from './keep-alive.ts';
import { isAlive } from './process-identity.mjs';
import { waitUntil } from './wait-until.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'suivi-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const start = (seconds: string) =>
  startChild({ program: '/bin/sleep', args: [seconds], cwd: folder, env: {}, logFile: join(folder, 'log') });

const fiveTries = (endings: readonly number[]) =>
  endings.length > 5 ? ({ kind: 'give-up' } as const) : ({ kind: 'retry', afterMs: 1 } as const);

test('a child that keeps ending is started five times and then given up, once', async () => {
  let [starts, givenUp] = [0, 0];
  const again = () => {
    starts += 1;
    return start('0');
  };
  keepAlive(
    await start('0'),
    again,
    () => {
      givenUp += 1;
    },
    () => {},
    fiveTries,
  );
  expect(await waitUntil(() => (givenUp > 0 ? true : undefined), 20_000)).toBe(true);
  expect([starts, givenUp]).toEqual([5, 1]);
});

test('a start that fails counts as a try and its reason is handed over', async () => {
  let reason: unknown;
  const broken = () => Promise.reject(new Error('disk full'));
  keepAlive(
    await start('0'),
    broken,
    (error) => {
      reason = error;
    },
    () => {},
    fiveTries,
  );
  expect(await waitUntil(() => reason, 20_000)).toEqual(new Error('disk full'));
});

test('a released child may end without being started again', async () => {
  const first = await start('60');
  let starts = 0;
  const again = () => {
    starts += 1;
    return start('60');
  };
  const kept = keepAlive(
    first,
    again,
    () => {},
    () => {},
    fiveTries,
  );
  expect(await kept.release()).toBe(first);
  await first.stop('SIGTERM', 1000);
  expect([isAlive(first.identity), starts]).toEqual([false, 0]);
});
