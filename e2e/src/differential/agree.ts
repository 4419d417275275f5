import fc from 'fast-check';
import { livedCases } from './arbitrary-case.ts';
import { bothRuns } from './both-runs.ts';
import { OPEN_QUESTIONS } from './open-questions.ts';
import { caseText, differenceText, firstDifference } from './readable.ts';

/** What was found over the cases of one seed. */
export interface Agreement {
  /** Cases that were compared: the compiler accepted them and no open question came up. */
  cases: number;
  rows: number;
  /** How often the traces held each kind of row, by the type of its node: what the cases exercised. */
  seen: Map<string, number>;
  /** How many cases came to an open question and were left out, by its name. */
  leftOut: Map<string, number>;
  /** The smallest case on which the two differ, told so that it can be read and repeated. */
  difference?: string;
}

/** Lets the engine and the naive interpreter live through so many generated cases and compares all their rows. */
export function agreement(seed: number, cases: number): Agreement {
  const found: Agreement = { cases: 0, rows: 0, seen: new Map(), leftOut: new Map() };
  const property = fc.property(livedCases, (lived) => {
    const runs = bothRuns(lived);
    fc.pre(runs !== undefined);
    const open = OPEN_QUESTIONS.find(({ comesUp }) => comesUp(runs));
    if (open) count(found.leftOut, open.name);
    fc.pre(open === undefined);
    found.cases += 1;
    found.rows += runs.engine.length;
    for (const { node, kind, by } of runs.engine) {
      const what = `${lived.journey.nodes[node]?.type} ${kind}${kind === 'left' ? '' : ` ${by ?? ''}`}`.trimEnd();
      count(found.seen, what);
    }
    return firstDifference(runs) === undefined;
  });
  const { failed, counterexample, counterexamplePath } = fc.check(property, {
    seed,
    numRuns: cases,
    maxSkipsPerRun: 100,
  });
  if (!failed) return found;
  const [lived] = counterexample ?? [];
  const runs = lived && bothRuns(lived);
  const row = runs && firstDifference(runs);
  if (!runs || row === undefined) return { ...found, difference: `seed ${seed}: too few cases came up` };
  const told = `${caseText(runs.lived)}\n${differenceText(runs, row)}`;
  return { ...found, difference: `seed ${seed}, path ${counterexamplePath}\n${told}` };
}

const count = (counts: Map<string, number>, what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
