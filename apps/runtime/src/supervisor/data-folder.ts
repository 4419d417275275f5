import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { diskFull, ensureRoom, ROOM_FOR_NEW, ROOM_TO_RUN, saysDiskFull } from './disk-room.ts';
import { StartError } from './start-error.ts';
import { writeAtomically } from './state-file.ts';

const stampSchema = z.object({
  product: z.literal('suivi'),
  format: z.literal(1),
  postgresMajor: z.number().int().optional(),
  temporalServer: z.string().optional(),
});
export type Stamp = z.infer<typeof stampSchema>;

const STAMP = 'suivi.json';

/** Folders inside a data folder, by what lies in them. */
export const inside = (realDataDir: string) => ({
  postgres: join(realDataDir, 'postgres'),
  temporal: join(realDataDir, 'temporal'),
  sandbox: join(realDataDir, 'wecom-sandbox'),
  logs: join(realDataDir, 'logs'),
});

/**
 * Makes sure that `path` is a data folder of ours, or an empty folder that becomes one, and returns its real path.
 * Throws StartError 'data-folder-foreign', 'data-folder-unreachable' or 'disk-full' before anything is written into it.
 */
export function openDataFolder(path: string): string {
  if (existsSync(path) && !statSync(path).isDirectory()) throw foreign(path);
  const real = ownFolder(path);
  const stamp = readStamp(real);
  if (stamp === 'foreign') throw foreign(real);
  ensureRoom(real, stamp ? ROOM_TO_RUN : ROOM_FOR_NEW);
  if (stamp === undefined) writeStamp(real, { product: 'suivi', format: 1 });
  return real;
}

/** Makes the folder when it is missing, and makes sure that this user may read and write in it. */
function ownFolder(path: string): string {
  try {
    // Root's folder must let PostgreSQL's unprivileged user pass through to its own 0700 folder.
    mkdirSync(path, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return realpathSync(path);
  } catch (error) {
    if (saysDiskFull(error)) throw diskFull(path);
    throw denied(path, error);
  }
}

/** Throws StartError 'data-folder-other-version' when the folder was written by another PostgreSQL or Temporal major. */
export function checkVersions(realDataDir: string, ours: { postgresMajor?: number; temporalServer?: string }): void {
  const stamp = readStamp(realDataDir);
  const found = typeof stamp === 'object' ? stamp : undefined;
  const cluster = clusterMajor(realDataDir) ?? found?.postgresMajor;
  if (ours.postgresMajor !== undefined && cluster !== undefined && cluster !== ours.postgresMajor) {
    throw otherVersion(realDataDir, 'PostgreSQL', String(cluster), String(ours.postgresMajor));
  }
  const theirs = found?.temporalServer;
  if (ours.temporalServer !== undefined && theirs !== undefined && major(theirs) !== major(ours.temporalServer)) {
    throw otherVersion(realDataDir, 'Temporal', theirs, ours.temporalServer);
  }
}

/** Notes the versions that have written into the folder; what isn't given stays. */
export function stampVersions(
  realDataDir: string,
  versions: { postgresMajor?: number; temporalServer?: string },
): void {
  const stamp = readStamp(realDataDir);
  if (typeof stamp !== 'object') throw foreign(realDataDir);
  const next = { ...stamp, ...versions };
  if (JSON.stringify(next) !== JSON.stringify(stamp)) writeStamp(realDataDir, next);
}

/** Removes what a data folder of ours holds; its stamp stays to the end, so that a crash leaves it ours. Nothing may run in it. */
export function emptyDataFolder(realDataDir: string): void {
  if (typeof readStamp(realDataDir) !== 'object') throw foreign(realDataDir);
  for (const name of readdirSync(realDataDir)) {
    if (name !== STAMP) rmSync(join(realDataDir, name), { recursive: true, force: true });
  }
  writeStamp(realDataDir, { product: 'suivi', format: 1 });
}

function readStamp(real: string): Stamp | 'foreign' | undefined {
  if (existsSync(join(real, STAMP))) {
    const parsed = stampSchema.safeParse(parseJson(readFileSync(join(real, STAMP), 'utf8')));
    return parsed.success ? parsed.data : 'foreign';
  }
  return readdirSync(real).length === 0 ? undefined : 'foreign';
}

function writeStamp(real: string, stamp: Stamp): void {
  writeAtomically(join(real, STAMP), `${JSON.stringify(stamp)}\n`);
}

function clusterMajor(real: string): number | undefined {
  const file = join(inside(real).postgres, 'PG_VERSION');
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : undefined;
}

function major(version: string): string | undefined {
  return version.split('.')[0];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function foreign(path: string): StartError {
  return new StartError('data-folder-foreign', {
    zh: `${path} 不是 Suivi 的数据文件夹，里面已有其他内容；请用 --data 指定一个空文件夹或新文件夹。`,
    en: `${path} is not empty and not a data folder of Suivi; name an empty or new folder with --data.`,
  });
}

function denied(path: string, cause: unknown): StartError {
  const why = (cause as NodeJS.ErrnoException).code ?? 'unknown';
  return new StartError(
    'data-folder-unreachable',
    {
      zh: `无法读写数据文件夹 ${path}（${why}），它可能属于另一个系统用户；请以该用户启动，或用 --data 指定其他文件夹。`,
      en: `The data folder ${path} can't be read and written (${why}), it may belong to another user of this system; start as that user, or name another folder with --data.`,
    },
    { cause },
  );
}

function otherVersion(path: string, what: string, theirs: string, ours: string): StartError {
  return new StartError('data-folder-other-version', {
    zh: `${path} 中的数据由 ${what} ${theirs} 写入，本版本使用 ${what} ${ours}；未作任何改动，请用 --data 指定其他文件夹，或用 --fresh 清空它。`,
    en: `${path} was written by ${what} ${theirs} and this Suivi has ${what} ${ours}; nothing was touched: name another folder with --data, or empty it with --fresh.`,
  });
}
