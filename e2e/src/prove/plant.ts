import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault } from './fault.ts';

/** Makes the edits of a fault. @returns what takes them back. @throws when a text is not there exactly once. */
export async function plant(folder: string, fault: Fault): Promise<() => Promise<void>> {
  const before = new Map<string, string>();
  for (const { file, text, by } of fault.edits) {
    const path = join(folder, file);
    const now = await readFile(path, 'utf8');
    if (!before.has(path)) before.set(path, now);
    await writeFile(path, edited(now, { file, text, by }));
  }
  return async () => {
    for (const [path, text] of before) await writeFile(path, text);
  };
}

export function edited(source: string, { file, text, by }: Fault['edits'][number]): string {
  const [head, tail, ...more] = source.split(text);
  if (head === undefined || tail === undefined || more.length > 0) {
    throw new Error(`${file} must hold this once, and holds it ${source.split(text).length - 1} times: ${text}`);
  }
  return head + by + tail;
}
