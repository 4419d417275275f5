import { failureOf } from '../properties/check-property.ts';
import { PROPERTIES } from '../properties/properties.ts';

const CASES = 100_000;
/** So many cases of a property at a time: it says how far it is in between. */
const CASES_AT_ONCE = 500;
const TELL_EVERY = 10_000;

/**
 * Plays 100,000 lives, or as many as are asked for, through all properties of the engine: other ones than `npm test`.
 * @returns whether every property holds for every life.
 */
export async function proveEngine([wanted]: readonly string[]): Promise<boolean> {
  const cases = Number(wanted ?? CASES);
  const since = performance.now();
  let told = since;
  let played = 0;
  for (let shift = 1; played < cases; shift += 1) {
    for (const property of PROPERTIES) {
      const failure = failureOf(property, Math.min(CASES_AT_ONCE, cases - played), shift);
      played += Math.min(CASES_AT_ONCE, cases - played);
      if (failure !== undefined) {
        console.log(failure);
        return false;
      }
      const now = performance.now();
      if (now - told >= TELL_EVERY || played >= cases) {
        console.log(`${played} of ${cases} cases, ${((now - since) / 1_000).toFixed(0)} s`);
        told = now;
      }
      if (played >= cases) break;
    }
  }
  return true;
}
