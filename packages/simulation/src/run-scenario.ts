import {
  actKey,
  type Enrolment,
  entryFields,
  evaluate,
  eventFields,
  instantOfDate,
  pickFields,
  type State,
} from '@suivi/engine';
import { tagField } from '@suivi/nodes';
import type { EpochMs, Plan, TraceRow, ZoneTable } from '@suivi/schema';
import { zoneTable } from '@suivi/schema/zones';
import { compareRun } from './compare.ts';
import { drive, heldBy } from './drive.ts';
import { incidentsOf } from './incidents.ts';
import type { Model } from './model.ts';
import type { Scenario } from './scenario.ts';
import { checkScenario } from './scenario-checks.ts';
import type { ScenarioRun } from './scenario-run.ts';
import { instantAt, localTime, parseTime } from './scenario-time.ts';
import { stageOf } from './stage.ts';
import type { Unused } from './unused.ts';
import { visitsIn } from './visits.ts';

const RUN = 'scenario';

/**
 * Runs one scenario through the engine.
 * @param lineOf from readScenario(), so that findings name the line of the file.
 */
export function runScenario(
  model: Model,
  scenario: Scenario,
  lineOf: (path: readonly PropertyKey[]) => number | undefined = () => undefined,
): ScenarioRun {
  const zone = scenario.zone ?? model.journey.zone;
  const run: ScenarioRun = {
    title: scenario.title,
    passed: false,
    problems: checkScenario(scenario, model, lineOf),
    differences: [],
    entered: false,
    zone,
    rows: [],
    visits: [],
    texts: [],
    todos: [],
    state: 'none',
    standsAt: [],
  };
  const { plan } = model;
  if (run.problems.length > 0 || !plan) return run;
  const table = zoneTable(zone);
  const entry = entryOf(scenario, plan, table);
  run.entry = entry.at;
  run.entered = entry.taken;
  const unused = entry.taken ? enact(run, { model, plan, scenario, table, entry }) : [];
  run.differences = compareRun(run, { scenario, entry: entry.at, zone: table, lineOf, unused });
  run.passed = run.differences.length === 0;
  return run;
}

interface Setting {
  model: Model;
  plan: Plan;
  scenario: Scenario;
  table: ZoneTable;
  entry: { at: EpochMs; enrolment: Enrolment };
}

function enact(run: ScenarioRun, { model, plan, scenario, table, entry }: Setting): Unused[] {
  const happening = incidentsOf(scenario, { entry: entry.at, zone: table, wanted: eventFields(plan) });
  const fields: Record<string, unknown> = { ...scenario.persona.fields };
  for (const tag of scenario.persona.tags) fields[tagField(tag)] = true;
  const stage = stageOf(model, plan, { on: scenario.on, fields }, (node, visit) => actKey(RUN, node, visit));
  const until = parseTime(scenario.until);
  const rows: TraceRow[] = [];
  const state = drive(
    plan,
    entry.enrolment,
    entry.at,
    {
      ahead: happening.ahead,
      fields,
      until: until ? instantAt(until, entry.at, table) : entry.at,
      act: stage.act,
      wrote: (row) => {
        rows.push(row);
        return row.kind === 'entered' ? happening.after(row) : [];
      },
      calendars: model.calendars,
    },
    table,
  );
  conclude(run, { state, held: heldBy(plan, state) }, rows, table);
  run.texts = stage.texts;
  run.todos = stage.todos;
  return [...happening.unused(), ...stage.unused()];
}

function conclude(
  run: ScenarioRun,
  { state, held }: { state: State; held: string | undefined },
  rows: TraceRow[],
  table: ZoneTable,
): void {
  run.rows = rows.map((row) => ({ ...row, local: localTime(table, row.at) }));
  run.visits = visitsIn(rows);
  run.state = state.ended ? state.ended.how : held === undefined ? 'waiting' : 'held';
  if (!state.ended) {
    if (held !== undefined) run.held = held;
    run.standsAt = run.visits.filter(({ left }) => left === undefined).map(({ node }) => node);
    return;
  }
  run.outcome = state.ended.outcome;
  const last = rows.at(-1);
  if (last) run.ended = last.at;
}

/** When and how the persona enters, and whether the trigger takes it. By hand everybody may enter. */
function entryOf(scenario: Scenario, plan: Plan, table: ZoneTable): Setting['entry'] & { taken: boolean } {
  const { by, event, data = {} } = scenario.entry;
  const { trigger } = plan;
  const how = by ?? (event === undefined ? 'hand' : 'event');
  const time = parseTime(scenario.entry.at ?? '');
  const written = time && instantAt(time, 0, table);
  const dated = trigger.on === 'date' ? instantOfDate(table, trigger.date, scenario.persona.fields) : undefined;
  const at = written ?? dated ?? 0;
  const type = event ?? (trigger.on === 'event' ? trigger.event : '');
  const picked = pickFields(data, entryFields(plan));
  return {
    at,
    taken:
      how !== 'event' || trigger.on !== 'event' || !trigger.where || evaluate(trigger.where, { event: data }) === true,
    enrolment: {
      run: RUN,
      patient: scenario.persona.name ?? 'persona',
      seq: 0,
      ...(how === 'event' ? { event: { id: 'entry', type } } : {}),
      ...(Object.keys(picked).length > 0 ? { entry: picked } : {}),
    },
  };
}
