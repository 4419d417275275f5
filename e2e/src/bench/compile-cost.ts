import { compile, timeWindows } from '@suivi/compiler';
import { mixed } from '../../../packages/compiler/src/large-journey-fixture.ts';
import type { Figure } from './figure.ts';

const SIZES = [10, 100, 1_000, 10_000];

/** From a drawing with every kind of step to findings and a plan: milliseconds of one core, the least of several goes. */
export function compileCost(): Figure[] {
  return SIZES.flatMap((nodes) => {
    const journey = mixed(nodes);
    const goes = Math.max(3, Math.min(20, Math.floor(20_000 / nodes)));
    const { plan } = compile(journey);
    if (!plan) throw new Error('the journey of the measurement does not compile');
    return [
      { name: `compile.${nodes}_ms`, value: least(goes, () => compile(journey)), unit: 'ms', n: goes },
      { name: `windows.${nodes}_ms`, value: least(goes, () => timeWindows(plan)), unit: 'ms', n: goes },
      { name: `compile.${nodes}_bytes`, value: kept(() => compile(journey)), unit: 'B', n: 1 },
    ];
  });
}

function least(goes: number, work: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let go = 0; go < goes; go++) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1_000);
  }
  return Number(best.toFixed(1));
}

/** What the result holds on to; needs `node --expose-gc`, else it is what was taken from the heap meanwhile. */
function kept(work: () => unknown): number {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const result = work();
  globalThis.gc?.();
  const after = process.memoryUsage().heapUsed;
  return result === undefined ? 0 : Math.max(0, after - before);
}
