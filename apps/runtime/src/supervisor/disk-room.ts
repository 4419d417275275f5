import { statfsSync } from 'node:fs';
import { StartError } from './start-error.ts';

const MB = 1_000_000;
/** What a new folder needs for PostgreSQL's cluster and log, Temporal's file and some work. */
export const ROOM_FOR_NEW = 160 * MB;
/** Below this a server that is running already would soon stop in the middle of a write. */
export const ROOM_TO_RUN = 40 * MB;

/** Throws StartError 'disk-full' when fewer than `bytes` are free there: refusing costs less than half a cluster. */
export function ensureRoom(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free < bytes) throw diskFull(folder, { free, needed: bytes });
}

/** Whether a system call failed because the disk, or this user's share of it, is full. */
export function saysDiskFull(error: unknown): boolean {
  return error instanceof Error && ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');
}

export function diskFull(folder: string, room?: { free: number; needed: number }): StartError {
  const inMb = (bytes: number) => Math.ceil(bytes / MB);
  const [zh, en] = room
    ? [
        `剩 ${inMb(room.free)} MB，需要 ${inMb(room.needed)} MB`,
        `${inMb(room.free)} MB free, ${inMb(room.needed)} MB needed`,
      ]
    : ['写不下去', 'a write failed'];
  return new StartError('disk-full', {
    zh: `${folder} 所在的磁盘已满（${zh}）；请腾出空间，或用 --data 指定其他磁盘上的文件夹。`,
    en: `The disk of ${folder} is full (${en}); make room, or name a folder on another disk with --data.`,
  });
}
