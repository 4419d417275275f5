import fc from 'fast-check';
import { anyLife } from './any-life.ts';
import type { Life } from './life.ts';
import type { Property } from './properties.ts';
import { filesOf } from './scenario-file.ts';
import { smallest } from './smallest.ts';

/** To compile a journey takes longer than to live through it: all properties of one run draw from so many for each case. */
const JOURNEYS_PER_CASE = 2;
/** The journeys of all properties of one run are the same ones. */
const JOURNEYS = 20240229;

/**
 * Plays so many lives.
 * @param shift added to every seed: 0 plays the named cases.
 * @returns what to tell where one fails: the seed, why, and the smallest case as a journey and a scenario file.
 */
export function failureOf({ sentence, seed, more, holds }: Property, cases: number, shift = 0): string | undefined {
  const journeys = { seed: JOURNEYS + shift, count: cases * JOURNEYS_PER_CASE };
  const property = fc.property(fc.noBias(fc.record({ life: anyLife(journeys), more })), (each) => {
    holds(each.life, each.more);
  });
  const { failed, counterexample, errorInstance } = fc.check(property, {
    seed: seed + shift,
    numRuns: cases,
    endOnFailure: true,
  });
  if (!failed) return undefined;
  const [given] = counterexample ?? [];
  const from = `seed ${seed + shift} of “${sentence}”`;
  return given
    ? tellFailure(given.life, from, sentence, (life) => whyNot(holds, life, given.more), given.more)
    : `${from}: ${String(errorInstance)}`;
}

/** Why the property does not hold for this life; undefined where it does. */
function whyNot(holds: Property['holds'], life: Life, more: unknown): string | undefined {
  try {
    holds(life, more);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Makes the case as small as it goes and writes it down. */
export function tellFailure(
  life: Life,
  from: string,
  sentence: string,
  why: (life: Life) => string | undefined,
  more: unknown,
): string {
  const small = smallest(life, (each) => why(each) !== undefined);
  const reason = why(small) ?? '';
  const { journey, scenario } = filesOf(small, sentence, JSON.stringify({ why: reason, more }));
  return [`${from}\n${reason}`, `# case.journey.yaml\n${journey}`, `# case.scenario.yaml\n${scenario}`].join('\n');
}
