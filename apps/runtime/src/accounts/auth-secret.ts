import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The secret that signs session cookies: made once per data folder, readable by its owner only.
 * Losing the file signs everybody out and does nothing else.
 */
export async function readAuthSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, 'auth-secret');
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known !== undefined) return known.trim();
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const draft = join(dataDir, `.auth-secret-${randomBytes(6).toString('hex')}`);
  await writeFile(draft, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  // link() fails when another start was faster: both then use the same, complete file.
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await unlink(draft);
  return (await readFile(file, 'utf8')).trim();
}
