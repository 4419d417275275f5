import { constants } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';

/** An append-only file of JSON lines. A promise of `append` resolves once the line is on the disk. */
export interface Journal {
  /** Everything found at opening, in order. */
  readonly loaded: readonly unknown[];
  append(fact: object): Promise<void>;
  /** Waits for what was appended, then closes the file. */
  close(): Promise<void>;
}

/**
 * Opens `DIR/journal.ndjson`, making both when absent. A torn last line (power cut, kill -9 in the middle of a write)
 * was never acknowledged and is cut off; damage anywhere else throws, since acknowledged facts would be missing.
 */
export async function openJournal(dir: string): Promise<Journal> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const path = join(dir, 'journal.ndjson');
  const file = await open(path, constants.O_RDWR | constants.O_CREAT | constants.O_APPEND, 0o600);
  try {
    const { facts, length } = readLines(await file.readFile());
    await file.truncate(length);
    await file.sync();
    await syncFolder(dir);
    return { loaded: facts, ...writer(file) };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function readLines(content: Buffer): { facts: unknown[]; length: number } {
  const facts: unknown[] = [];
  let start = 0;
  for (let line = 1; ; line++) {
    const end = content.indexOf(10, start);
    if (end === -1) return { facts, length: start };
    try {
      facts.push(JSON.parse(content.toString('utf8', start, end)));
    } catch {
      if (end === content.length - 1) return { facts, length: start };
      throw new Error(`the journal is damaged in line ${line}`);
    }
    start = end + 1;
  }
}

/** A new file is only sure to be found again after its folder is synced too. */
async function syncFolder(dir: string): Promise<void> {
  const folder = await open(dir, constants.O_RDONLY);
  await folder.sync();
  await folder.close();
}

interface Waiting {
  readonly line: string;
  readonly written: () => void;
  readonly lost: (error: unknown) => void;
}

function writer(file: FileHandle): Omit<Journal, 'loaded'> {
  let waiting: Waiting[] = [];
  let flushing: Promise<void> | undefined;
  let broken: unknown;

  /** Lines that arrive during a sync share the next one: an fsync per line would cap the sandbox at some 100 a second. */
  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        if (broken !== undefined) throw broken;
        await file.appendFile(batch.map((entry) => entry.line).join(''));
        await file.datasync();
        for (const entry of batch) entry.written();
      } catch (error) {
        // After a failed write the end of the file is unknown: nothing may follow it until a restart has cut it off.
        broken = error;
        for (const entry of batch) entry.lost(error);
      }
    }
  }

  return {
    append: (fact) =>
      new Promise((written, lost) => {
        waiting.push({ line: `${JSON.stringify(fact)}\n`, written, lost });
        flushing ??= flush().finally(() => {
          flushing = undefined;
        });
      }),
    async close() {
      await flushing;
      await file.close();
    },
  };
}
