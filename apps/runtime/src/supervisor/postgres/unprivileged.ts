import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export interface SystemUser {
  uid: number;
  gid: number;
}

/**
 * The user that PostgreSQL runs as when we are root, which it refuses to be: the owner of an existing cluster,
 * else `postgres`, else `nobody`. Undefined when we aren't root: it then runs as ourselves.
 */
export function databaseUser(cluster: string): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const found = userNamed('postgres') ?? userNamed('nobody');
  if (found === undefined || found.uid === 0) throw new Error('the system has neither a user postgres nor nobody');
  return found;
}

function userNamed(name: string): SystemUser | undefined {
  try {
    if (process.platform === 'linux') return userIn(readFileSync('/etc/passwd', 'utf8'), name);
    const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
    // macOS counts nobody as -2, which setuid wants unsigned.
    return { uid: id('-u') >>> 0, gid: id('-g') >>> 0 };
  } catch {
    return undefined;
  }
}

/** Looks a user up in the text of /etc/passwd (passwd(5)). */
export function userIn(passwd: string, name: string): SystemUser | undefined {
  const fields = passwd
    .split('\n')
    .map((line) => line.split(':'))
    .find((each) => each[0] === name);
  const [uid, gid] = [Number(fields?.[2]), Number(fields?.[3])];
  return Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : undefined;
}

/** Whether `user` may pass through `path` and every folder above it (mode bits; access lists are not looked at). */
export function canReach(path: string, user: SystemUser): boolean {
  const { uid, gid, mode } = statSync(path);
  const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  if ((mode & bit) === 0) return false;
  const above = dirname(path);
  return above === path || canReach(above, user);
}
