import type { EpochMs, Plan, RunEvent, TraceRow, ZoneTable } from '@suivi/schema';
import { advance, start, takeRows } from './advance.ts';
import type { Calendars, Effect, Enrolment, Facts, Input, State } from './state.ts';

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
  let seq = enrolment.seq;
  let step = start(plan, enrolment, at, zone);
  const feed = (input: Input): void => {
    step = advance(plan, step.state, input, zone);
  };
  const keepRows = (): void => {
    const taken = takeRows(step.state);
    for (const row of taken.rows) rows.push(row);
    step = { ...step, state: taken.state };
  };
  for (;;) {
    keepRows();
    const [effect] = step.effects;
    if (!effect || effect.do === 'finish' || effect.do === 'hold') break;
    if (effect.do === 'perform') {
      const { outcome, detail, later = [] } = script.act(effect);
      for (const event of later) insert(ahead, { ...event, seq: 0 });
      const { token, node, visit } = effect;
      feed({ kind: 'acted', token, node, visit, outcome, ...(detail ? { detail } : {}) });
      continue;
    }
    if (effect.do === 'facts') {
      const { calendars } = script;
      const facts = script.facts?.(effect.fields, step.state.now) ?? {};
      feed({ kind: 'facts', facts, ...(calendars ? { calendars } : {}) });
      continue;
    }
    const [next] = ahead;
    if (next && next.at <= script.until) {
      ahead.shift();
      seq += 1;
      feed({ kind: 'event', event: { ...next, seq } });
      continue;
    }
    if (effect.until === null || effect.until > script.until) break;
    feed({ kind: 'passed', at: effect.until });
  }
  return { rows, state: step.state };
}

/** After everything of the same instant that is known already: what is caused comes after its cause. */
function insert(events: RunEvent[], event: RunEvent): void {
  const place = events.findIndex((other) => other.at > event.at);
  events.splice(place === -1 ? events.length : place, 0, event);
}
