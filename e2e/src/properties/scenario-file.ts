import type { Plan, TraceRow } from '@suivi/schema';
import { localTime, SCENARIO_FORMAT, type ScenarioInput } from '@suivi/simulation';
import { stringify } from 'yaml';
import { type Happened, instantOfHappened, type Life, PATIENT, recordAt } from './life.ts';
import { play } from './play.ts';

/** A life as the two files that `suivi simulate JOURNEY --scenario FILE` takes. */
export interface LifeFiles {
  journey: string;
  scenario: string;
}

/**
 * Writes a life down. What a scenario cannot say stands in its note: commands given on an old picture, events that came in
 * late, and what else the case has.
 */
export function filesOf(life: Life, title: string, more: string): LifeFiles {
  const untold = life.history.flatMap((each) => untoldOf(life, each));
  const note = [more, ...untold]
    .filter((line) => line !== '')
    .join('\n')
    .slice(0, 2_000);
  const scenario: ScenarioInput = {
    v: SCENARIO_FORMAT,
    title: { en: title },
    ...(note === '' ? {} : { note }),
    ...(life.zone === undefined ? {} : { zone: life.zone }),
    persona: {
      name: PATIENT,
      fields: recordAt(life, life.start - 1) as NonNullable<ScenarioInput['persona']>['fields'],
    },
    entry: { at: localTime(life.table, life.start), event: 'dispense.recorded', data: life.enrolment.entry ?? {} },
    happens: life.history.flatMap((each) => toldOf(life, each)),
    on: outcomesOf(life.plan, play(life).rows),
    until: since(life, life.until),
  };
  return { journey: stringify(life.journey), scenario: stringify(scenario) };
}

type Told = NonNullable<ScenarioInput['happens']>[number];

function toldOf(life: Life, happened: Happened): Told[] {
  if (untoldOf(life, happened).length > 0) return [];
  const at = since(life, instantOfHappened(happened));
  if ('order' in happened) {
    const { op, node, to, until, mode, outcome, reason } = happened.order;
    const more = {
      ...(to === undefined ? {} : { to }),
      ...(until === undefined ? {} : { until: localTime(life.table, until) }),
      ...(mode === undefined ? {} : { mode }),
      ...(outcome === undefined ? {} : { outcome }),
    };
    return [{ at, command: op, node, ...more, reason }];
  }
  const { type, data = {} } = happened.event;
  const key = String(data.key);
  const write =
    type === 'field.changed' && life.record.find((each) => each.key === key && each.at === happened.event.at);
  // What a step writes and what a person answers the run itself brings about.
  if (happened.byStep || typeof data.act === 'string') return [];
  if (write) return [{ at, fields: { [key]: write.value as null } }];
  return life.plan.listens.includes(type) ? [{ at, event: type, data }] : [];
}

/** What a scenario has no words for. */
function untoldOf(life: Life, happened: Happened): string[] {
  const at = since(life, happened.reached);
  if ('order' in happened) return happened.order.stale === 0 ? [] : [`${at}: a stale ${happened.order.op}`];
  const { event, reached } = happened;
  return event.at === reached ? [] : [`${at}: ${event.type} ${event.id}, which happened at ${since(life, event.at)}`];
}

/** How activities answered, by the rows. */
function outcomesOf({ ops }: Plan, rows: readonly TraceRow[]): NonNullable<ScenarioInput['on']> {
  return rows.flatMap(({ kind, node, visit, at, by }, k) => {
    const op = ops[node];
    if (kind !== 'acted' || by === undefined || op?.op !== 'act') return [];
    const asked = rows.slice(0, k).find((row) => row.node === node && row.visit === visit && row.kind === 'acting');
    if (!asked && op.kind !== 'sendMessage' && by !== 'failed') return [];
    if (op.kind !== 'sendMessage' && !Object.hasOwn(op.outcomes, by)) return [];
    return [{ node, visit, outcome: by, ...(asked ? { after: length(at - asked.at) } : {}) }];
  });
}

const since = ({ start }: Life, at: number): string =>
  at < start ? `-${length(start - at)}` : `+${length(at - start)}`;

const length = (millis: number): string =>
  millis === 0 ? 'PT0S' : millis % 60_000 === 0 ? `PT${millis / 60_000}M` : `PT${Math.round(millis / 1_000)}S`;
