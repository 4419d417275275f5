import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plainEnvironment, startChild } from './child.ts';
import { inside } from './data-folder.ts';
import { isAlive } from './process-identity.mjs';
import { type StateFile, stateFilePath } from './state-file.ts';

const DEFAULT_SECONDS = 30;
const SCRIPT = fileURLToPath(new URL('./watchdog.mjs', import.meta.url));

/** Keeps the watchdog of an earlier run or starts one. SUIVI_WATCHDOG_SECONDS: how long the runtime may be gone. */
export async function ensureWatchdog(realDataDir: string, state: StateFile, env: NodeJS.ProcessEnv): Promise<void> {
  const { watchdog } = state.now;
  if (watchdog && isAlive(watchdog)) return;
  const { logs } = inside(realDataDir);
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  const wanted = Number(env.SUIVI_WATCHDOG_SECONDS);
  const child = await startChild({
    program: process.execPath,
    args: [SCRIPT, stateFilePath(realDataDir), String(wanted > 0 ? wanted : DEFAULT_SECONDS)],
    cwd: realDataDir,
    env: plainEnvironment(env),
    logFile: join(logs, 'watchdog.log'),
  });
  state.change((next) => {
    next.watchdog = child.identity;
  });
}
