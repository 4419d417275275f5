import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { adoptChild, type Child, notReady, plainEnvironment, startChild, stopProcess } from './child.ts';
import { inside } from './data-folder.ts';
import { freePort } from './ports.ts';
import { isAlive, type ProcessIdentity } from './process-identity.mjs';
import type { ChildState } from './state-file.ts';
import { waitUntil } from './wait-until.ts';

const healthSchema = z.object({ ok: z.literal(true), dataDir: z.string() });
const READY_MS = 30_000;
const ADOPT_MS = 3000;
export const SANDBOX_STOP_MS = 2000;

export interface SandboxOptions {
  /** Real path of the data folder; the sandbox keeps its own in `wecom-sandbox`. */
  dataDir: string;
  /** Folder to run in (the checkout) and the arguments of Node before `--port N --data DIR`. */
  cwd: string;
  nodeArguments: readonly string[];
  previous?: ChildState | undefined;
  port?: number | undefined;
  spawned?(state: ChildState): void;
}

export interface RunningSandbox {
  child: Child;
  port: number;
  url: string;
}

/** Adopts the WeCom sandbox that our last run has left, or starts one: messages on their way there survive our end. */
export async function launchSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const { sandbox: folder, logs } = inside(options.dataDir);
  for (const each of [folder, logs]) mkdirSync(each, { recursive: true, mode: 0o700 });
  const { previous } = options;
  if (previous?.port !== undefined && (await healthy(previous, previous.port, folder, ADOPT_MS))) {
    return { child: adoptChild(previous), port: previous.port, url: urlOf(previous.port) };
  }
  if (previous) await stopProcess(previous, 'SIGTERM', SANDBOX_STOP_MS);
  const port = await freePort(options.port);
  const logFile = join(logs, 'wecom-sandbox.log');
  const child = await startChild({
    program: process.execPath,
    args: [...options.nodeArguments, '--port', String(port), '--data', folder],
    cwd: options.cwd,
    env: plainEnvironment(),
    logFile,
  });
  options.spawned?.({ ...child.identity, port });
  if (await healthy(child.identity, port, folder, READY_MS)) return { child, port, url: urlOf(port) };
  await child.stop('SIGTERM', SANDBOX_STOP_MS);
  throw notReady('wecom-sandbox', logFile);
}

/** Whether this process lives and the sandbox on this port says that it keeps exactly this folder. */
async function healthy(identity: ProcessIdentity, port: number, folder: string, limitMs: number): Promise<boolean> {
  const answer = await waitUntil(async () => {
    if (!isAlive(identity)) return false;
    const health = await fetchHealth(port);
    return health && health.dataDir === realpathSync(folder) ? true : undefined;
  }, limitMs);
  return answer ?? false;
}

async function fetchHealth(port: number): Promise<z.infer<typeof healthSchema> | undefined> {
  try {
    const response = await fetch(`${urlOf(port)}/__sandbox/health`, { signal: AbortSignal.timeout(2000) });
    const parsed = healthSchema.safeParse(await response.json());
    return response.ok && parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function urlOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}
