import { closeSync, openSync, rmSync, statSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { folderKey } from './private-folder.ts';

const holderSchema = z.object({ pid: z.number().int(), url: z.string() });
export type LockHolder = z.infer<typeof holderSchema>;
export type LockResult = { kind: 'held'; lock: Lock } | { kind: 'taken'; by: LockHolder | undefined };

export interface Lock {
  /** What a second start is told; the URL is known for certain only once the runtime listens. */
  tell(holder: LockHolder): void;
  release(): Promise<void>;
}

/** A takeover lasts milliseconds; one this old was left behind by a crash in the middle of it. */
const TAKEOVER_STALE_MS = 5000;

/**
 * Takes the lock on a data folder: a listening Unix socket, so that the kernel releases it however the process ends.
 * `taken.by` is undefined when the holder accepts connections and doesn't say who it is.
 */
export async function takeLock(folder: string, realDataDir: string, holder: LockHolder): Promise<LockResult> {
  const path = join(folder, `lock-${folderKey(realDataDir)}`);
  for (;;) {
    const lock = await listen(path, holder);
    if (lock) return { kind: 'held', lock };
    const answer = await ask(path);
    if (answer !== 'nobody') return { kind: 'taken', by: answer };
    await removeStale(path);
  }
}

/** Only one start at a time may unlink: otherwise a slow one removes the socket that a fast one has just made. */
async function removeStale(path: string): Promise<void> {
  const mutex = `${path}.takeover`;
  try {
    closeSync(openSync(mutex, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const since = statSync(mutex, { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && Date.now() - since > TAKEOVER_STALE_MS) rmSync(mutex, { force: true });
    await sleep(20);
    return;
  }
  try {
    // Between bind and listen a living socket refuses as a dead one does.
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if ((await ask(path)) !== 'nobody') return;
      await sleep(10);
    }
    rmSync(path, { force: true });
  } finally {
    unlinkSync(mutex);
  }
}

function listen(path: string, first: LockHolder): Promise<Lock | undefined> {
  let holder = first;
  const server: Server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(JSON.stringify(holder));
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(path, () => {
      resolve({
        tell(next) {
          holder = next;
        },
        release: () => new Promise((done) => server.close(() => done())),
      });
    });
  });
}

/** Who listens there: 'nobody', a holder, or undefined for one that doesn't say. */
function ask(path: string): Promise<LockHolder | undefined | 'nobody'> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(path);
    const finish = () => {
      const parsed = holderSchema.safeParse(parseJson(text));
      socket.destroy();
      resolve(parsed.success ? parsed.data : undefined);
    };
    socket.setEncoding('utf8');
    socket.setTimeout(1000, finish);
    socket.on('data', (part: string) => {
      text += part;
    });
    socket.once('end', finish);
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') resolve('nobody');
      else finish();
    });
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
