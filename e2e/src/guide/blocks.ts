import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A block of code of a page: `ts FILE` is the file, `diff FILE` changes it, `sh` is typed. */
export interface Block {
  kind: string;
  file: string;
  text: string;
}

const FENCE = /^```([a-z]+)(?: (\S+))?\n([\s\S]*?)^```$/gm;

export function blocksOf(page: string): Block[] {
  return [...page.matchAll(FENCE)].map(([, kind = '', file = '', text = '']) => ({ kind, file, text }));
}

/** Does with a block what the page's reader does. */
export async function carryOut(root: string, { kind, file, text }: Block): Promise<void> {
  const path = join(root, file);
  if (kind === 'ts') {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } else if (kind === 'diff') await writeFile(path, changed(await readFile(path, 'utf8'), text));
  else throw new Error(`nobody can carry out a block of ${kind}`);
}

/** Every run of lines with `-` is there exactly once and makes way for the lines with `+` after it. */
function changed(source: string, diff: string): string {
  return [...diff.matchAll(/((?:^-.*\n)+)((?:^\+.*\n)*)/gm)].reduce((text, [, minus = '', plus = '']) => {
    const [old, next] = [minus, plus].map((lines) => lines.replace(/^[-+]/gm, ''));
    const parts = text.split(old ?? '');
    if (parts.length !== 2) throw new Error(`found ${parts.length - 1} times instead of once: ${old}`);
    return parts.join(next);
  }, source);
}

/** The environment that a line like `A=1 B=2 npm start` sets. */
export function environmentOf(line: string): Record<string, string> {
  return Object.fromEntries([...line.matchAll(/(\w+)=(\S+) /g)].map(([, name = '', value = '']) => [name, value]));
}
