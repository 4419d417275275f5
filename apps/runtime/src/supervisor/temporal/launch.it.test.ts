import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ChildState } from '../state-file.ts';
import { findTemporal } from './find.ts';
import { launchTemporal, type RunningTemporal } from './launch.ts';

vi.setConfig({ testTimeout: 60_000 });

let dataDir: string;
let running: RunningTemporal[];

beforeEach(() => {
  dataDir = realpathSync(mkdtempSync(join(tmpdir(), 'suivi-test-')));
  running = [];
});
afterEach(async () => {
  for (const each of running) await each.child.stop('SIGTERM', 3000);
  rmSync(dataDir, { recursive: true, force: true });
});

const program = async () => (await findTemporal(process.env, () => {})).path;

async function begin(options: { previous?: ChildState; port?: number } = {}): Promise<RunningTemporal> {
  const started = await launchTemporal({ dataDir, program, ...options });
  running.push(started);
  return started;
}

test('a server of the last run is adopted by its process and cluster', async () => {
  const first = await begin();
  const second = await begin({ previous: { ...first.child.identity, port: first.port, clusterId: first.clusterId } });
  expect(second).toMatchObject({
    address: first.address,
    child: { adopted: true, identity: first.child.identity },
  });
});

test('a server of the last run that serves another cluster is ended, not adopted', async () => {
  const first = await begin();
  const second = await begin({ previous: { ...first.child.identity, port: first.port, clusterId: 'another' } });
  await first.child.gone;
  expect(second.child.identity.pid).not.toBe(first.child.identity.pid);
  expect(second.clusterId).toBe(first.clusterId);
});

test('a remembered port that is taken is replaced by a free one', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  expect((await begin({ port })).port).not.toBe(port);
  await new Promise((resolve) => server.close(resolve));
});
