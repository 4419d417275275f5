import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Sandbox, startSandbox } from './server.ts';

/** 2026-03-02T09:00:00Z: tests set the sandbox's clock themselves. */
export const START = 1_772_442_000_000;

export interface TestSandbox extends Sandbox {
  /** The sandbox's clock, epoch ms. */
  readonly clock: { now: number };
  /** A control-plane call: the status and the JSON of the answer, of the shape the test expects. */
  control<T = unknown>(
    method: 'GET' | 'PUT' | 'POST',
    path: string,
    body?: object,
  ): Promise<{ status: number; body: T }>;
}

/** A folder that goes away with the test. */
export async function testFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'wecom-sandbox-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** A real sandbox server on a free port, closed when the test ends. */
export async function testSandbox(options: { kfWindow?: boolean; dataDir?: string } = {}): Promise<TestSandbox> {
  const clock = { now: START };
  const dataDir = options.dataDir ?? (await testFolder());
  const kfWindow = options.kfWindow ?? false;
  const sandbox = await startSandbox({ port: 0, dataDir, kfWindow, now: () => clock.now });
  onTestFinished(() => sandbox.close());
  return {
    ...sandbox,
    clock,
    async control<T>(method: string, path: string, body?: object) {
      const response = await fetch(`${sandbox.url}/__sandbox/${path}`, {
        method,
        ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      return { status: response.status, body: (await response.json()) as T };
    },
  };
}
