import type { EpochMs, Plan, RunEvent, TraceRow, ZoneTable } from '@suivi/schema';
import { Running } from './running.ts';
import type { Calendars, Effect, Enrolment, Facts, State } from './state.ts';

type Perform = Extract<Effect, { do: 'perform' }>;

/** What an activity answers under the virtual clock: its outcome, and events that it causes later. */
export interface Answer {
  outcome: string;
  detail?: Record<string, unknown>;
  later?: Omit<RunEvent, 'seq'>[];
}

/** The world around one run. Nothing of it can reach a real channel. */
export interface Script {
  /** What happens, in the patient's order. */
  events: readonly RunEvent[];
  /** The clock goes on to this instant. */
  until: EpochMs;
  act(effect: Perform): Answer;
  /** The patient's fields at an instant. */
  facts?(fields: readonly string[], at: EpochMs): Facts;
  /** The years of work-day calendars that are known. */
  calendars?: Calendars;
}

/**
 * Runs one enrolment under a virtual clock: the same engine as under Temporal, and its driver alone.
 * Events that activities cause are put among the given ones by their instants.
 */
export function simulate(
  plan: Plan,
  enrolment: Enrolment,
  at: EpochMs,
  script: Script,
  zone?: ZoneTable,
): { rows: TraceRow[]; state: State } {
  const rows: TraceRow[] = [];
  const ahead = script.events.filter(({ seq }) => seq > enrolment.seq);
  /** How many of the events ahead have happened. */
  let taken = 0;
  let seq = enrolment.seq;
  const run = new Running(plan, enrolment, at, zone);
  for (;;) {
    for (const row of run.takeRows()) rows.push(row);
    const [effect] = run.effects;
    if (!effect || effect.do === 'finish') break;
    if (effect.do === 'perform') {
      const { outcome, detail, later = [] } = script.act(effect);
      for (const event of later) insert(ahead, { ...event, seq: 0 }, taken);
      const { token, node, visit } = effect;
      run.apply({ kind: 'acted', token, node, visit, outcome, ...(detail ? { detail } : {}) });
      continue;
    }
    if (effect.do === 'facts') {
      const { calendars } = script;
      const facts = script.facts?.(effect.fields, run.state.now) ?? {};
      run.apply({ kind: 'facts', facts, ...(calendars ? { calendars } : {}) });
      continue;
    }
    const next = ahead[taken];
    if (next && next.at <= script.until) {
      taken += 1;
      seq += 1;
      run.apply({ kind: 'event', event: { ...next, seq } });
      continue;
    }
    const until = effect.do === 'wait' ? effect.until : null;
    if (until === null || until > script.until) break;
    run.apply({ kind: 'passed', at: until });
  }
  return { rows, state: run.state };
}

/** After everything of the same instant that is known already: what is caused comes after its cause. */
function insert(events: RunEvent[], event: RunEvent, taken: number): void {
  const place = events.findIndex((other, index) => index >= taken && other.at > event.at);
  events.splice(place === -1 ? events.length : place, 0, event);
}
