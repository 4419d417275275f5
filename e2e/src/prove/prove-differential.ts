import { agreement } from '../differential/agree.ts';

const CASES = 20_000;
const CASES_PER_SEED = 1_000;
const FIRST_SEED = 1;

/**
 * Lets the engine and the naive interpreter live through 20,000 generated lives, or as many as are asked for, and tells
 * what the cases held. @returns whether all rows agree.
 */
export async function proveDifferential([wanted]: readonly string[]): Promise<boolean> {
  const seen = new Map<string, number>();
  const leftOut = new Map<string, number>();
  let cases = 0;
  let rows = 0;
  const since = performance.now();
  for (let seed = FIRST_SEED; cases < Number(wanted ?? CASES); seed += 1) {
    const found = agreement(seed, CASES_PER_SEED);
    cases += found.cases;
    rows += found.rows;
    add(seen, found.seen);
    add(leftOut, found.leftOut);
    console.log(`seed ${seed}: ${cases} cases, ${rows} rows, ${((performance.now() - since) / 1_000).toFixed(0)} s`);
    if (found.difference) {
      console.log(found.difference);
      return false;
    }
  }
  console.log('rows by type of node, kind and cause:');
  for (const [what, count] of [...seen].sort()) console.log(`  ${String(count).padStart(7)} ${what}`);
  for (const [question, count] of leftOut) console.log(`left out ${count} cases: ${question}`);
  return true;
}

function add(to: Map<string, number>, more: ReadonlyMap<string, number>): void {
  for (const [what, count] of more) to.set(what, (to.get(what) ?? 0) + count);
}
