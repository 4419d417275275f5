import { execFile, execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { promisify } from 'node:util';
import { plainEnvironment } from '../child.ts';
import { diskFull } from '../disk-room.ts';
import { StartError } from '../start-error.ts';
import type { PostgresBinaries } from './binaries.ts';
import { initArguments } from './settings.ts';
import { canReach, type SystemUser } from './unprivileged.ts';

/**
 * Creates the cluster when there is none, whole or not at all, and makes it the user's own.
 * Throws StartError 'data-folder-unreachable' when it belongs to somebody else and we may not change that.
 */
export async function ensureCluster(
  cluster: string,
  binaries: PostgresBinaries,
  user: SystemUser | undefined,
  durable: boolean,
): Promise<void> {
  if (!existsSync(cluster)) {
    const beside = `${cluster}.init`;
    rmSync(beside, { recursive: true, force: true });
    mkdirSync(beside, { mode: 0o700 });
    if (user) chownSync(beside, user.uid, user.gid);
    const args = ['-D', pathFor(beside, user), ...initArguments(durable)];
    await promisify(execFile)(binaries.initdb, args, { cwd: beside, env: plainEnvironment(), ...user }).catch(
      (error) => {
        rmSync(beside, { recursive: true, force: true });
        throw initFailed(cluster, error);
      },
    );
    renameSync(beside, cluster);
  }
  const owner = statSync(cluster).uid;
  if (user && owner !== user.uid) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, cluster]);
  if (!user && owner !== process.getuid?.()) {
    throw new StartError('data-folder-unreachable', {
      zh: `${cluster} 属于另一个系统用户；请以该用户启动，或用 --data 指定其他文件夹。`,
      en: `${cluster} belongs to another user of this system; start as that user, or name another folder with --data.`,
    });
  }
}

function initFailed(cluster: string, error: { message: string; stderr?: string }): StartError {
  const said = (error.stderr || error.message).trim();
  if (said.includes('No space left on device')) return diskFull(cluster);
  return new StartError(
    'child-failed',
    { zh: `无法创建 PostgreSQL 数据：${said}`, en: `The PostgreSQL data can't be created: ${said}` },
    { cause: error },
  );
}

/**
 * The path under which the database's user can use a cluster, given that it is its working folder.
 * Below a folder it may not pass (/root) Linux lets it in through its working folder, which root has opened for it.
 */
export function pathFor(cluster: string, user: SystemUser | undefined): string {
  if (user === undefined || canReach(cluster, user)) return cluster;
  if (process.platform === 'linux') return '/proc/self/cwd';
  throw new StartError('data-folder-unreachable', {
    zh: `PostgreSQL 不以 root 运行，而系统用户 ${user.uid} 无法进入 ${cluster} 的上级文件夹；请用 --data 指定其他位置，或不要以 root 启动。`,
    en: `PostgreSQL doesn't run as root, and user ${user.uid} can't pass through the folders above ${cluster}; name another place with --data, or don't start as root.`,
  });
}
