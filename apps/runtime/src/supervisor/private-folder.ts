import { createHash } from 'node:crypto';
import { chmodSync, chownSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canReach } from './postgres/unprivileged.ts';
import { StartError } from './start-error.ts';

/** sun_path holds 107 bytes on Linux and 103 on macOS (unix(7)); PostgreSQL's longest name there is ".s.PGSQL.5432.lock". */
const LONGEST_SOCKET_PATH = process.platform === 'linux' ? 107 : 103;
const ROOM_FOR_NAMES = '/pg-0123456789abcdef/.s.PGSQL.5432.lock'.length;

/** Stands for whatever user PostgreSQL drops to: one with no right of its own. */
const STRANGER = { uid: 65_534, gid: 65_534 };

/** Sixteen hex digits that stand for a data folder in the names of its sockets. Give it the real path. */
export function folderKey(realDataDir: string): string {
  return createHash('sha256').update(realDataDir).digest('hex').slice(0, 16);
}

/**
 * The short folder for sockets that only this user can enter, created when missing.
 * Root uses a temp folder that everybody may pass, never /run/user/0: the unprivileged user of PostgreSQL needs to.
 */
export function privateFolder(env: NodeJS.ProcessEnv = process.env): string {
  const uid = process.getuid?.() ?? 0;
  const bases = [uid === 0 ? undefined : env.XDG_RUNTIME_DIR, tmpdir(), '/tmp'];
  const base = bases.find((each) => {
    if (!each?.startsWith('/') || !isFolder(each)) return false;
    if (uid === 0 && !canReach(each, STRANGER)) return false;
    const length = Buffer.byteLength(join(each, `suivi-${uid}`)) + ROOM_FOR_NAMES;
    return length <= LONGEST_SOCKET_PATH;
  });
  return ensurePrivate(join(base ?? '/tmp', `suivi-${uid}`), { uid, mode: uid === 0 ? 0o711 : 0o700 });
}

/**
 * Creates `path`, or checks that it is a real folder of that owner which nobody else can list or write.
 * With a gid the folder is handed to that owner, which only root can do and only inside a folder of its own.
 */
export function ensurePrivate(path: string, owner: { uid: number; gid?: number; mode: number }): string {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) mkdirSync(path, { mode: owner.mode });
  else if (!found.isDirectory() || (owner.gid === undefined && found.uid !== owner.uid)) throw unsafe(path);
  if (owner.gid !== undefined) chownSync(path, owner.uid, owner.gid);
  chmodSync(path, owner.mode);
  return path;
}

function unsafe(path: string): StartError {
  return new StartError('private-folder-unsafe', {
    zh: `${path} 不是仅限本用户使用的文件夹，可能属于其他人；请删除它或设置另一个 TMPDIR。`,
    en: `${path} is not a folder that belongs to this user alone; remove it or set another TMPDIR.`,
  });
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
