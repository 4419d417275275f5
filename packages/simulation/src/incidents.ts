import { type Command, type CommandRefusal, mainToken, pickFields, type State } from '@suivi/engine';
import { answerIn, type EpochMs, type TraceRow, type ZoneTable } from '@suivi/schema';
import type { Incident } from './drive.ts';
import type { Happening, Scenario } from './scenario.ts';
import { instantAt, parseTime, type ScenarioTime } from './scenario-time.ts';
import type { Unused } from './unused.ts';

interface Setting {
  entry: EpochMs;
  zone: ZoneTable;
  /** The data fields of events that the plan looks at: nothing else travels with an event. */
  wanted: readonly string[];
}

export interface Happenings {
  /** What happens at times that are known beforehand, in order. */
  ahead: Incident[];
  /** What happens so long after the arrival at a node. */
  after(row: TraceRow): Incident[];
  unused(): Unused[];
}

/** What a scenario tells to happen, as incidents for the driver. */
export function incidentsOf(scenario: Scenario, setting: Setting): Happenings {
  const refused: Unused[] = [];
  const planned = scenario.happens.flatMap((each, index) => {
    const time = parseTime(each.at);
    return time ? [{ each, index, time, begun: false }] : [];
  });
  const incident = ({ each, index }: { each: Happening; index: number }, at: EpochMs): Incident =>
    asIncident(each, index, at, setting, (op, reason) =>
      refused.push({ path: ['happens', index], why: 'refused', op, reason }),
    );
  const ahead = planned
    .filter(({ time }) => !placeOf(time))
    .map((plan) => incident(plan, instantAt(plan.time, setting.entry, setting.zone)));
  ahead.sort((a, b) => a.at - b.at);
  const later = planned.filter(({ time }) => placeOf(time));
  return {
    ahead,
    after: ({ node, visit, at }) =>
      later.flatMap((plan) => {
        const place = placeOf(plan.time);
        if (place?.node !== node || place.visit !== visit) return [];
        plan.begun = true;
        return [incident(plan, instantAt(plan.time, at, setting.zone))];
      }),
    unused: () => [
      ...refused,
      ...later.flatMap(({ time, begun, index }): Unused[] => {
        const place = placeOf(time);
        return begun || !place ? [] : [{ path: ['happens', index], why: 'not-reached', node: place.node }];
      }),
    ],
  };
}

const placeOf = (time: ScenarioTime) => (time.kind === 'absolute' ? undefined : time.after);

function asIncident(
  each: Happening,
  index: number,
  at: EpochMs,
  { zone, wanted }: Setting,
  refuse: (op: string, reason: string) => void,
): Incident {
  const id = `happens/${index + 1}`;
  if ('event' in each) return { at, event: { id, type: each.event, data: pickFields(each.data ?? {}, wanted) } };
  if ('reply' in each) {
    // What the inbox makes of a text that a patient writes.
    const data = { kind: 'text', text: each.reply, ...answerIn(each.reply), ...each.data };
    return { at, event: { id, type: 'message.received', data: pickFields(data, wanted) } };
  }
  if ('fields' in each) return { at, fields: each.fields };
  const until = each.until === undefined ? undefined : parseTime(each.until);
  const given = {
    ...(each.to === undefined ? {} : { to: each.to }),
    ...(each.outcome === undefined ? {} : { outcome: each.outcome }),
    ...(each.mode === undefined ? {} : { mode: each.mode as NonNullable<Command['mode']> }),
    ...(until ? { until: instantAt(until, at, zone) } : {}),
  };
  return {
    at,
    command: (state, when) => ({
      op: each.command as Command['op'],
      at: when,
      node: each.node ?? whereItStands(state),
      expectSeq: state.nextRow - 1,
      by: 'scenario',
      reason: each.reason ?? 'scenario',
      ...given,
    }),
    told: (reason?: CommandRefusal) => {
      if (reason) refuse(each.command, reason);
    },
  };
}

/** The node of the run's main track; an address inside a node begins with the node's id. */
const whereItStands = (state: State): string => mainToken(state)?.at.split('/')[0] ?? '';
