import { compile } from '@suivi/compiler';
import { simulate } from '@suivi/engine';
import { DAY } from '@suivi/schema';
import { cnWorkdays } from '@suivi/schema/cn-workdays';
import { zoneTable } from '@suivi/schema/zones';
import { DAYS, type LivedCase, type Row, recordAt, zoneOf } from './lived-case.ts';
import { NaiveRun } from './naive-run.ts';

/** One case as both interpreters lived it. */
export interface BothRuns {
  lived: LivedCase;
  engine: Row[];
  naive: Row[];
}

/** Runs the case's journey twice: its plan by the engine, its drawing by the naive interpreter. Undefined: no plan. */
export function bothRuns(lived: LivedCase): BothRuns | undefined {
  const { plan } = compile(lived.journey);
  if (!plan) return undefined;
  let acts = 0;
  const { rows } = simulate(
    plan,
    { run: 'run', patient: 'patient', seq: 1, entry: lived.entry },
    lived.start,
    {
      events: lived.events.map((event, index) => ({ ...event, seq: index + 2 })),
      until: lived.start + DAYS * DAY,
      act: () => {
        acts += 1;
        return { outcome: lived.outcomes[(acts - 1) % lived.outcomes.length] ?? '' };
      },
      facts: (_fields, at) => recordAt(lived, at),
      calendars: cnWorkdays,
    },
    zoneTable(zoneOf(lived)),
  );
  // Which arm a patient has is for the engine to say: it is taken from the first visit.
  const arms = new Map<string, string>();
  for (const { node, by, port } of rows) if (by === 'split' && port && !arms.has(node)) arms.set(node, port);
  const run = new NaiveRun(lived, arms);
  return { lived, engine: rows, naive: run.run() };
}
