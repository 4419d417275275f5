import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const CHECKOUT = path('../../../../');
const CACHE = join(CHECKOUT, 'node_modules/.cache/suivi');
/** Everything that ends up in the bundle: the workflows, the engine, and the names they share. */
const SOURCES = ['apps/runtime/src/workflows', 'packages/engine/src', 'packages/schema/src'];

export interface WorkflowBundle {
  code: string;
  /** Names the code: equal sources give the same build id on every machine. */
  buildId: string;
}

/**
 * The workflow code as one script, made once per state of its sources: webpack takes seconds, which neither a second
 * start nor each test file should pay.
 */
export async function workflowBundle(): Promise<WorkflowBundle> {
  const buildId = await fingerprint();
  const cached = join(CACHE, `workflows-${buildId}.js`);
  const known = await readFile(cached, 'utf8').catch(() => undefined);
  if (known !== undefined) return { code: known, buildId };
  const { code } = await bundleWorkflowCode({
    workflowsPath: path('../workflows/index.ts'),
    logger: silent,
  });
  await mkdir(CACHE, { recursive: true });
  const aside = `${cached}.${process.pid}`;
  await writeFile(aside, code);
  await rename(aside, cached);
  return { code, buildId };
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const sdk = await readFile(join(CHECKOUT, 'node_modules/@temporalio/workflow/package.json'), 'utf8');
  hash.update((JSON.parse(sdk) as { version: string }).version);
  for (const folder of SOURCES) {
    const names = await readdir(join(CHECKOUT, folder), { recursive: true });
    for (const name of names.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')).sort()) {
      hash.update(name).update(await readFile(join(CHECKOUT, folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

const quiet = () => undefined;
const silent = { log: quiet, trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet };
