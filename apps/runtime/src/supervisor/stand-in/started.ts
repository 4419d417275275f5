import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isAlive, type ProcessIdentity, signalGroup } from '../process-identity.mjs';
import type { State } from '../state-file.ts';
import { waitUntil } from '../wait-until.ts';

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));
export const STAND_IN = script('./start.ts');
/** Give it to {@link start} for the whole product in place of the smallest one. */
export const WHOLE_PRODUCT = script('./whole.ts');

/** A start of the product in a process of its own. */
export interface Started {
  process: ChildProcess;
  output(): string;
  /** Resolves to the address of the ready line; throws with the output when the process ends or a minute passes first. */
  ready(): Promise<string>;
  /** Resolves when the process is gone: its exit code, or null when a signal ended it. */
  exited: Promise<number | null>;
}

export function start(
  dataDir: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
  product = STAND_IN,
): Started {
  const { DATABASE_URL: _database, TEMPORAL_ADDRESS: _temporal, ...inherited } = process.env;
  const command = [process.execPath, '--import', 'tsx', product, '--data', dataDir, '--port', '0', ...args];
  // As npm does: a shell between, which stays because it has something to do afterwards.
  const shell = ['/bin/sh', '-c', '"$@"; true', 'npm', ...command];
  const [program = '', ...rest] = env.STAND_IN_WITH_PARENT ? shell : command;
  const child = spawn(program, rest, {
    env: { ...inherited, LC_ALL: 'C', SUIVI_WATCHDOG_SECONDS: '20', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const collect = (part: Buffer) => {
    text += part.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  let ended = false;
  const exited = once(child, 'exit').then(([code]) => {
    ended = true;
    return code as number | null;
  });
  return {
    process: child,
    output: () => text,
    exited,
    async ready() {
      const url = await waitUntil(() => /^Suivi is ready: (\S+)$/m.exec(text)?.[1] ?? (ended ? '' : undefined), 60_000);
      if (!url) throw new Error(`not ready:\n${text}`);
      return url;
    },
  };
}

/** What state.json says now; undefined when there is none. */
export function stateOf(dataDir: string): State | undefined {
  const path = join(dataDir, 'state.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/** The processes that state.json names, the runtime too. */
export function processesOf(dataDir: string): ProcessIdentity[] {
  const state = stateOf(dataDir);
  return [...Object.values(state?.children ?? {}), state?.watchdog, state?.runtime].filter(
    (each) => each !== undefined,
  );
}

/** Ends whatever a failed test has left. */
export function killAll(dataDir: string): void {
  for (const each of processesOf(dataDir)) if (isAlive(each)) signalGroup(each, 'SIGKILL');
}
