import type { Fault } from './fault.ts';
import { FAULTS } from './faults.ts';
import { runNamed } from './named-tests.ts';
import { plant } from './plant.ts';
import { privateCopy } from './private-copy.ts';

const PROJECTS = ['unit', 'integration'] as const;
const TAIL_LINES = 40;

/**
 * Plants each fault in a copy of the checkout: the named test must pass without it and fail with it.
 * `only`: names of faults, all of them when empty. @returns whether every fault was caught.
 */
export async function proveFaults(only: readonly string[]): Promise<boolean> {
  const faults = FAULTS.filter(({ name }) => only.length === 0 || only.includes(name));
  const copy = await privateCopy();
  try {
    const sound = await passWithout(copy.folder, faults);
    let caught = 0;
    for (const fault of faults) {
      const since = performance.now();
      const good = (await isCaught(copy.folder, fault)) && sound.has(fault);
      caught += Number(good);
      const seconds = ((performance.now() - since) / 1_000).toFixed(0);
      const { file, test } = fault.caughtBy;
      console.log(`${good ? 'caught' : 'MISSED'}  ${fault.name} → ${file}: “${test}” (${seconds} s)`);
    }
    console.log(`${caught} of ${faults.length} planted faults caught`);
    return caught === faults.length && faults.length > 0;
  } finally {
    await copy.remove();
  }
}

async function passWithout(folder: string, faults: readonly Fault[]): Promise<Set<Fault>> {
  const sound = new Set<Fault>();
  for (const project of PROJECTS) {
    const tests = faults.filter((fault) => fault.project === project);
    if (tests.length === 0) continue;
    const verdicts = await runNamed(folder, tests);
    for (const fault of tests) {
      if (verdicts.of(fault) === 'passed') sound.add(fault);
      else console.log(`without any fault, ${verdicts.of(fault)}: ${fault.caughtBy.file} “${fault.caughtBy.test}”`);
    }
    if (tests.some((fault) => !sound.has(fault))) console.log(tail(verdicts.output));
  }
  return sound;
}

async function isCaught(folder: string, fault: Fault): Promise<boolean> {
  const takeBack = await plant(folder, fault);
  try {
    const verdicts = await runNamed(folder, [fault]);
    const verdict = verdicts.of(fault);
    // A test that cannot even run says nothing about the fault.
    if (verdict === 'not run') console.log(tail(verdicts.output));
    return verdict === 'failed';
  } finally {
    await takeBack();
  }
}

const tail = (output: string): string => output.split('\n').slice(-TAIL_LINES).join('\n');
