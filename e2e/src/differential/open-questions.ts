import type { BothRuns } from './both-runs.ts';
import { firstDifference } from './readable.ts';

/**
 * What the engine and the naive interpreter are known to answer differently. Such cases are kept out of the generated
 * ones; each question goes from here once it is settled.
 */
export interface OpenQuestion {
  name: string;
  /** Whether a case comes to it. */
  comesUp(runs: BothRuns): boolean;
}

export const OPEN_QUESTIONS: readonly OpenQuestion[] = [
  {
    name: 'a deadline that is over on arrival, announced again when the record changes in that instant',
    comesUp: (runs) => {
      const row = firstDifference(runs) ?? 0;
      const [before, again] = [runs.engine[row - 1], runs.engine[row]];
      return before?.kind === 'waiting' && again?.kind === 'waiting' && again.until === again.at;
    },
  },
  {
    name: 'an event that is sent again and would end another wait',
    comesUp: (runs) => {
      const { by } = runs.engine[firstDifference(runs) ?? -1] ?? {};
      const { events } = runs.lived;
      return events.some(({ id, type }, k) => type === by && events.findIndex((each) => each.id === id) < k);
    },
  },
];
