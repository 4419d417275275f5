import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const CHECKOUT = fileURLToPath(new URL('../../..', import.meta.url));
/** What a copy must not share: links to our own packages lead to the copy's, and caches would mix two states. */
const OWN = ['@suivi', '.cache', '.vite', '.suivi-installed', '.suivi-built'];

export interface PrivateCopy {
  folder: string;
  remove(): Promise<void>;
}

/** A copy of the checkout as it stands, uncommitted files included, that may be broken. It borrows what is installed and built. */
export async function privateCopy(): Promise<PrivateCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'suivi-prove-'));
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: CHECKOUT,
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });
  for (const file of listed.split('\0').filter((path) => path && existsSync(join(CHECKOUT, path)))) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await copyFile(join(CHECKOUT, file), join(folder, file));
  }
  await borrowModules(folder);
  for (const room of ['apps', 'packages']) {
    for (const name of await readdir(join(CHECKOUT, room))) {
      for (const made of ['node_modules', 'dist']) await borrow(folder, join(room, name, made));
    }
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function borrowModules(folder: string): Promise<void> {
  await mkdir(join(folder, 'node_modules/@suivi'), { recursive: true });
  for (const name of await readdir(join(CHECKOUT, 'node_modules'))) {
    if (!OWN.includes(name)) await borrow(folder, join('node_modules', name));
  }
  for (const room of ['apps', 'packages']) {
    for (const name of await readdir(join(folder, room))) {
      await symlink(join(folder, room, name), join(folder, 'node_modules/@suivi', name));
    }
  }
}

async function borrow(folder: string, path: string): Promise<void> {
  if (existsSync(join(CHECKOUT, path))) await symlink(join(CHECKOUT, path), join(folder, path));
}
