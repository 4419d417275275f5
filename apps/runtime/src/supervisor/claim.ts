import { checkVersions, emptyDataFolder, openDataFolder } from './data-folder.ts';
import { stopEverythingIn } from './leftovers.ts';
import { type Lock, type LockHolder, takeLock } from './lock.ts';
import { portRefusal } from './ports.ts';
import { privateFolder } from './private-folder.ts';
import { isAlive } from './process-identity.mjs';
import { StartError } from './start-error.ts';
import { openStateFile, type StateFile } from './state-file.ts';

/** A data folder that is ours, locked, of our versions, and a port that can be had: nothing has been started yet. */
export interface Claim {
  dataDir: string;
  privateFolder: string;
  lock: Lock;
  state: StateFile;
  url: string;
}

export interface ClaimOptions {
  port: number;
  dataDir: string;
  /** Empties the folder first, after ending what an earlier run has left running in it. */
  fresh: boolean;
  /** Undefined when PostgreSQL isn't ours to start. */
  postgresMajor: number | undefined;
  env: NodeJS.ProcessEnv;
}

/** Does every check that can refuse a start, in the order: folder, lock, port, versions. Throws StartError; then nothing is held or changed. */
export async function claim(options: ClaimOptions): Promise<Claim> {
  const dataDir = openDataFolder(options.dataDir);
  const url = `http://127.0.0.1:${options.port}`;
  const folder = privateFolder(options.env);
  const taken = await takeLock(folder, dataDir, { pid: process.pid, url });
  if (taken.kind === 'taken') throw alreadyRunning(dataDir, taken.by);
  try {
    let state = openStateFile(dataDir);
    // Another TMPDIR or XDG_RUNTIME_DIR means another lock: the state file is the second witness.
    const { runtime } = state.now;
    if (runtime && runtime.pid !== process.pid && isAlive(runtime)) throw alreadyRunning(dataDir, runtime);
    const refused = await portRefusal(options.port);
    if (refused) throw portTaken(options.port, refused);
    if (options.fresh) {
      await stopEverythingIn(dataDir, state.now);
      emptyDataFolder(dataDir);
      state = openStateFile(dataDir);
    }
    checkVersions(dataDir, options.postgresMajor === undefined ? {} : { postgresMajor: options.postgresMajor });
    return { dataDir, privateFolder: folder, lock: taken.lock, state, url };
  } catch (error) {
    await taken.lock.release();
    throw error;
  }
}

function alreadyRunning(dataDir: string, by: LockHolder | undefined): StartError {
  const [zh, en] = by ? [`（进程 ${by.pid}，${by.url}）`, ` (pid ${by.pid}, ${by.url})`] : ['', ''];
  return new StartError('already-running', {
    zh: `Suivi 已在使用数据文件夹 ${dataDir} 运行${zh}。`,
    en: `Suivi is already running on the data folder ${dataDir}${en}.`,
  });
}

/** The sentence for a port that can't be had; `refused` is the system's code. */
export function portTaken(port: number, refused: string): StartError {
  const inUse = refused === 'EADDRINUSE';
  return new StartError('port-in-use', {
    zh: `端口 ${port} ${inUse ? '已被占用' : `无法使用（${refused}）`}；请用 --port 指定其他端口。`,
    en: `Port ${port} ${inUse ? 'is in use' : `can't be used (${refused})`}; name another one with --port.`,
  });
}
