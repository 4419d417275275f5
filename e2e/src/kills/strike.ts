import { processesOf, stateOf } from '@suivi/runtime/src/supervisor/stand-in/started.ts';
import { eventually } from '@suivi/runtime/test/eventually.ts';
import type { Product } from '../product.ts';

/** The one that takes longest to be back is the last: whoever strikes at all of them has a trial to be in time for. */
export const PARTS = ['postgres', 'temporal', 'sandbox', 'runtime'] as const;
export type Target = (typeof PARTS)[number] | 'all';

/** How long a part may take to be back, on a machine that is busy. */
const BACK_WITHIN_MS = 60_000;

/** kill -9 of a part of the started product, or of everything at once. Resolves when the product is whole again. */
export async function strike(product: Product, target: Target): Promise<void> {
  if (target === 'runtime' || target === 'all') {
    if (target === 'all') for (const { pid } of processesOf(product.dataDir)) killNow(pid);
    await product.kill();
    await product.start();
  } else {
    const before = pidOf(product, target);
    killNow(before);
    await eventually(`${target} is started again`, async () => pidOf(product, target) !== before, BACK_WITHIN_MS);
  }
  await eventually('the product is whole', () => isWhole(product), BACK_WITHIN_MS);
}

function pidOf(product: Product, part: Exclude<Target, 'runtime' | 'all'>): number {
  return stateOf(product.dataDir)?.children[part]?.pid ?? 0;
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // One that its parent took along is as dead as wished.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

async function isWhole({ url, dataDir }: Product): Promise<boolean> {
  const sandbox = stateOf(dataDir)?.ports.sandbox;
  const answers = [`${url}/health/ready`, `http://127.0.0.1:${sandbox}/__sandbox/health`].map((address) =>
    fetch(address).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  return (await Promise.all(answers)).every(Boolean);
}
