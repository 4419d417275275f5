/**
 * The virtual clock: drives one run through the engine with what happens around it. It adds operators' commands, fields
 * that change and what a step causes to the engine's own `simulate`; the meaning of a journey is the engine's alone, and
 * nothing here can reach a channel.
 */
import {
  type Calendars,
  type Command,
  type CommandRefusal,
  type Effect,
  type Enrolment,
  FIELD_CHANGED,
  mainToken,
  Running,
  refusalOf,
  type State,
  stopOf,
} from '@suivi/engine';
import {
  ACTIVITY,
  canonicalJson,
  type EpochMs,
  type Plan,
  type RunEvent,
  type TraceRow,
  type ZoneTable,
} from '@suivi/schema';

export type Perform = Extract<Effect, { do: 'perform' }>;
type Data = Record<string, unknown>;

/** Something that happens at an instant. */
export type Incident = { at: EpochMs } & (
  | { event: Pick<RunEvent, 'id' | 'type' | 'data'> }
  /** Fields of the patient are written; `null` empties one. */
  | { fields: Data }
  | { command(state: State, at: EpochMs): Command; told?(refused: CommandRefusal | undefined): void }
);

export interface World {
  /** What happens whatever the run does, in order of time. Taken from while it runs. */
  ahead: Incident[];
  /** The patient's fields: read when the engine asks, written by incidents and by the world itself. */
  fields: Data;
  /** The clock goes on to this instant. */
  until: EpochMs;
  act(effect: Perform): { outcome: string; detail?: Data; later?: readonly Incident[] };
  /** Told every row as it is written; what it causes happens too. */
  wrote?(row: TraceRow, state: State): readonly Incident[];
  calendars?: Calendars;
}

/** Runs one enrolment to the end of the world, or to its own end. */
export function drive(plan: Plan, enrolment: Enrolment, at: EpochMs, world: World, zone?: ZoneTable): State {
  let seq = enrolment.seq;
  const run = new Running(plan, enrolment, at, zone);
  const keepRows = (): void => {
    const rows = run.takeRows();
    if (!world.wrote) return;
    for (const row of rows) for (const incident of world.wrote(row, run.state)) insert(world.ahead, incident);
  };
  const event = (when: EpochMs, { id, type, data }: Pick<RunEvent, 'id' | 'type' | 'data'>): void => {
    seq += 1;
    run.apply({ kind: 'event', event: { seq, id, type, at: when, ...(data ? { data } : {}) } });
  };
  const announce = (when: EpochMs, key: string): void =>
    insert(world.ahead, { at: when, event: { id: `field/${key}/${seq}`, type: FIELD_CHANGED, data: { key } } });
  /** A step writes at once, for the next one may ask; whoever waits for the field hears of it after that. */
  const write = ({ at: when, with: { field, to } }: Perform): void => {
    for (const key of writeFields(world.fields, { [String(field)]: to })) announce(when, key);
  };
  const happen = (incident: Incident): void => {
    if ('event' in incident) return event(incident.at, incident.event);
    if ('fields' in incident) {
      for (const key of writeFields(world.fields, incident.fields)) announce(incident.at, key);
      return;
    }
    const command = incident.command(run.state, incident.at);
    const refused = refusalOf(plan, run.state, command);
    incident.told?.(refused);
    if (!refused) run.apply({ kind: 'command', command });
  };
  for (;;) {
    keepRows();
    const [effect] = run.effects;
    if (!effect || effect.do === 'finish') return run.state;
    if (effect.do === 'perform') {
      const { outcome, detail, later = [] } = world.act(effect);
      if (effect.kind === ACTIVITY.setField) write(effect);
      for (const incident of later) insert(world.ahead, incident);
      const { token, node, visit } = effect;
      run.apply({ kind: 'acted', token, node, visit, outcome, ...(detail ? { detail } : {}) });
    } else if (effect.do === 'facts') {
      run.apply({ kind: 'facts', facts: world.fields, ...(world.calendars ? { calendars: world.calendars } : {}) });
    } else {
      const due = effect.do === 'wait' && effect.until !== null ? effect.until : Number.POSITIVE_INFINITY;
      const next = world.ahead[0];
      // What was due before goes first, so that fields are still those of its instant; at the same one the event does.
      if (next && next.at <= world.until && next.at <= due) {
        world.ahead.shift();
        happen(next);
      } else if (due <= world.until) run.apply({ kind: 'passed', at: due });
      else return run.state;
    }
  }
}

/** Why a run does not go on by itself: it is held, paused, lacks a year of a calendar, or its patient is in a clinical hold. */
export function heldBy(plan: Plan, state: State): string | undefined {
  const token = mainToken(state);
  const op = token && plan.ops[token.at];
  if (state.held) return state.held.reason;
  if (token && 'lacks' in token.doing && token.doing.lacks) return 'calendar';
  return op && stopOf(state, token, op);
}

/** Writes fields as the record does. @returns the keys whose value really changed: nobody hears of the others. */
function writeFields(fields: Data, changes: Data): string[] {
  const changed = Object.keys(changes).filter(
    (key) => canonicalJson(fields[key] ?? null) !== canonicalJson(changes[key] ?? null),
  );
  for (const key of changed) {
    if (changes[key] === null) delete fields[key];
    else fields[key] = changes[key];
  }
  return changed;
}

/** After everything of the same instant that is known already: what is caused comes after its cause. */
function insert(ahead: Incident[], incident: Incident): void {
  let place = ahead.length;
  while (place > 0 && (ahead[place - 1]?.at ?? 0) > incident.at) place -= 1;
  ahead.splice(place, 0, incident);
}
