import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { eventually } from '../../test/eventually.ts';
import { freePort } from './ports.ts';
import { isAlive, signalGroup } from './process-identity.mjs';
import { ProductClient } from './stand-in/client.ts';
import { killAll, processesOf, type Started, start, stateOf, WHOLE_PRODUCT } from './stand-in/started.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 90_000 });

/** The whole product under load loses one part after the other by kill -9: nothing is lost, nothing is sent twice. */
let folder: string;
let dataDir: string;
let port: number;
let run: Started;
let client: ProductClient;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'suivi-test-')));
  chmodSync(folder, 0o711);
  dataDir = join(folder, 'data');
  mkdirSync(join(folder, 'tmp'), { mode: 0o711 });
  port = await freePort();
  await begin();
  client = new ProductClient(`http://127.0.0.1:${port}`);
  await client.arrive();
});
afterAll(async () => {
  run.process.kill('SIGTERM');
  await run.exited;
  killAll(dataDir);
  rmSync(folder, { recursive: true, force: true });
});

async function begin(): Promise<void> {
  run = start(dataDir, ['--port', String(port)], { TMPDIR: join(folder, 'tmp'), XDG_RUNTIME_DIR: '' }, WHOLE_PRODUCT);
  await run.ready();
}

/** 0 while it is being started again. */
const pidOf = (part: 'postgres' | 'temporal'): number => stateOf(dataDir)?.children[part]?.pid ?? 0;

/** Kills a part under load, goes on until it is back, and collects what the health check said meanwhile. */
async function killUnderLoad(part: 'postgres' | 'temporal') {
  const said = new Set<string>();
  let back = false;
  const load = client.load(() => back);
  try {
    const before = pidOf(part);
    expect(before).toBeGreaterThan(0);
    process.kill(before, 'SIGKILL');
    await eventually(`${part} comes back`, async () => {
      const now = await client.ready();
      said.add(now);
      return now === 'ready' && ![0, before].includes(pidOf(part));
    });
  } finally {
    back = true;
  }
  return { refusals: await load, said: [...said] };
}

async function eachOnce(): Promise<void> {
  const { accepted } = client;
  await eventually('each event has its message', async () => (await client.messages()) >= accepted.size);
  expect(await client.messages()).toBe(accepted.size);
}

test('kill -9 of PostgreSQL under load: 503 with Retry-After until it is back, then each event has its message once', async () => {
  const { refusals, said } = await killUnderLoad('postgres');
  expect(said).toEqual(expect.arrayContaining(['503 postgres', 'ready']));
  expect(refusals.length).toBeGreaterThan(0);
  for (const refusal of refusals) {
    expect(refusal).toMatchObject({ status: 503, retryAfter: '2', body: { code: 'NOT_READY', status: 503 } });
  }
  await eachOnce();
});

test('kill -9 of Temporal under load: every event is taken, and each has its message once when it is back', async () => {
  const { refusals, said } = await killUnderLoad('temporal');
  expect(said).toEqual(expect.arrayContaining(['503 temporal', 'ready']));
  expect(refusals).toEqual([]);
  await eachOnce();
  expect(run.process.exitCode).toBeNull();
});

test('kill -9 of everything at once under load: after the next start each accepted event has its message once', async () => {
  const ids: string[] = [];
  let dead = false;
  const load = Array.from({ length: 4 }, async (_, sender) => {
    for (let n = 0; !dead; n += 1) {
      const id = `all-${sender}-${n}`;
      ids.push(id);
      await client.send(id).catch(() => undefined);
      await sleep(50);
    }
  });
  await eventually('twenty events are on their way', async () => ids.length > 20);
  const processes = processesOf(dataDir);
  for (const each of processes) signalGroup(each, 'SIGKILL');
  run.process.kill('SIGKILL');
  dead = true;
  await Promise.all(load);
  await run.exited;
  expect(processes.filter(isAlive)).toEqual([]);
  await begin();
  // A sender that got no answer sends again: the same id is the same event.
  for (const id of ids) expect([200, 202]).toContain((await client.send(id)).status);
  await eachOnce();
});
