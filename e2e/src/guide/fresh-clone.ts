import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const CHECKOUT = fileURLToPath(new URL('../../../', import.meta.url));
/** Made while the product runs or is built: a fresh clone has none of it. */
const TRACES = ['.cache', '.vite', '.vite-temp', '.suivi-installed', '.suivi-built'];

export interface Clone {
  root: string;
  /** A git command in it. */
  git(...args: string[]): Promise<string>;
  /** Another program in it. */
  run(program: string, ...args: string[]): Promise<string>;
  remove(): Promise<void>;
}

/** A clone of what is committed, with the dependencies of this checkout as `npm ci` left them. */
export async function freshClone(): Promise<Clone> {
  const root = join(await mkdtemp(join(tmpdir(), 'suivi-guide-')), 'suivi');
  await run('git', ['clone', '--quiet', '--shared', '--no-checkout', CHECKOUT, root]);
  // SUIVI_GUIDE_REVISION: another state than the last one, to try the page out before it is committed.
  await run('git', ['-C', root, 'checkout', '--quiet', '--detach', process.env.SUIVI_GUIDE_REVISION ?? 'HEAD']);
  const { stdout } = await run('git', ['-C', root, 'ls-files', 'package.json', '*/package.json']);
  for (const folder of stdout
    .trim()
    .split('\n')
    .map((file) => file.replace(/package\.json$/, ''))) {
    await link(join(CHECKOUT, folder, 'node_modules'), join(root, folder, 'node_modules'));
  }
  for (const trace of TRACES) await rm(join(root, 'node_modules', trace), { recursive: true, force: true });
  const within = async (program: string, args: string[]) => (await run(program, args, { cwd: root })).stdout;
  return {
    root,
    git: (...args) => within('git', args),
    run: (program, ...args) => within(program, args),
    remove: () => rm(join(root, '..'), { recursive: true, force: true }),
  };
}

/** Links instead of copies: seconds instead of a minute. Links within (our own packages) stay relative, so they stay inside. */
async function link(from: string, to: string): Promise<void> {
  await run('sh', [
    '-c',
    'test ! -d "$1" || cp -al "$1" "$2" 2>/dev/null || { rm -rf "$2"; cp -R "$1" "$2"; }',
    'sh',
    from,
    to,
  ]);
}
