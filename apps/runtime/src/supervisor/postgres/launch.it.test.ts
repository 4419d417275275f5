import { chmodSync, cpSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startPostgres } from '../test-servers.ts';

vi.setConfig({ testTimeout: 60_000 });

let folder: string;
let running: { stop(): Promise<void> }[];

beforeEach(() => {
  folder = realpathSync(mkdtempSync('/tmp/suivi-test-'));
  chmodSync(folder, 0o711);
  running = [];
});
afterEach(async () => {
  for (const each of running) await each.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function begin(dataDir: string) {
  const server = await startPostgres({ dataDir });
  running.push(server);
  return server;
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query({ text: sql, rowMode: 'array' });
  await client.end();
  return rows[0]?.[0];
}

test('a new cluster is UTF-8, sorts by bytes, and has no network', async () => {
  const { url } = await begin(join(folder, 'data'));
  expect(await ask(url, 'show server_encoding')).toBe('UTF8');
  expect(await ask(url, "select 'a' > 'Z' and lower('É') = 'é'")).toBe(true);
  expect(await ask(url, 'show listen_addresses')).toBe('');
});

test('a server that runs on the folder is adopted', async () => {
  const first = await begin(join(folder, 'data'));
  const second = await begin(join(folder, 'data'));
  expect([second.pid, second.url]).toEqual([first.pid, first.url]);
});

test('a copy of a running cluster gets a server of its own', async () => {
  const first = await begin(join(folder, 'data'));
  await ask(first.url, 'checkpoint');
  cpSync(join(folder, 'data'), join(folder, 'copy'), { recursive: true });
  const copy = await begin(join(folder, 'copy'));
  expect(copy.pid).not.toBe(first.pid);
  expect(await ask(copy.url, 'show data_directory')).toBe(join(folder, 'copy/postgres'));
});

test("a pid file that names somebody else's process does not keep the server from starting", async () => {
  const first = await begin(join(folder, 'data'));
  await first.stop();
  writeFileSync(join(folder, 'data/postgres/postmaster.pid'), `${process.pid}\n${folder}\n1\n5432\n${folder}\n\n`);
  expect(await ask((await begin(join(folder, 'data'))).url, 'select 1')).toBe(1);
});

test.runIf(process.getuid?.() === 0 && process.platform === 'linux')(
  "below a folder that PostgreSQL's user may not pass, such as /root, it runs all the same and is adopted",
  async () => {
    chmodSync(folder, 0o700);
    const first = await begin(join(folder, 'data'));
    expect(await ask(first.url, 'select 1')).toBe(1);
    expect((await begin(join(folder, 'data'))).pid).toBe(first.pid);
  },
);
