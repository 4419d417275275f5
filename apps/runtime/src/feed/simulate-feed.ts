import { type Answer, actKey, type Enrolment, evaluate, read, simulate, TRIAL_ENDED } from '@suivi/engine';
import { ACTIVITY, ENROL_EVENT, type EpochMs, type Plan, type RunEvent, TASK_CLOSED } from '@suivi/schema';
import type { StepRow } from './count-rows.ts';
import type { FeedPatient, FeedPlan } from './feed-plan.ts';
import type { Outcomes } from './outcomes.ts';
import type { FeedJourney } from './settings.ts';

/** A to-do as the driver makes it, and when it is closed. */
export interface PlannedTodo {
  patient: string;
  journey: string;
  task: string;
  /** Which of this node's to-dos for this patient. */
  number: number;
  at: EpochMs;
  closed?: { at: EpochMs; outcome: string; note?: string };
}

export interface Simulated {
  steps: StepRow[];
  todos: PlannedTodo[];
}

/** Runs the whole trial under the engine's own clock: the same rules as on the product, and no product. */
export function simulateFeed(plan: FeedPlan, journeys: readonly FeedJourney[], outcomes: Outcomes): Simulated {
  const simulated: Simulated = { steps: [], todos: [] };
  for (const patient of plan.patients) {
    for (const journey of journeys) simulateJourney({ plan, patient, journey, outcomes }, simulated);
  }
  return simulated;
}

interface Stage {
  plan: FeedPlan;
  patient: FeedPatient;
  journey: FeedJourney;
  outcomes: Outcomes;
}

function simulateJourney(stage: Stage, into: Simulated): void {
  const { plan, patient, journey } = stage;
  const events = patient.events.map(
    ({ at, type, data }, index): RunEvent => ({ seq: index + 2, id: `${patient.label}/${index + 2}`, type, at, data }),
  );
  const made = new Map<string, number>();
  for (const [index, { seq, at, event, entry }] of entries(journey, patient, events).entries()) {
    const run = `${journey.key}/${patient.label}/${index + 1}`;
    const enrolment: Enrolment = {
      run,
      patient: patient.label,
      seq,
      event,
      ...(entry ? { entry } : {}),
      closes: {
        at: patient.closes,
        outcome: TRIAL_ENDED,
        ...(journey.enrol && plan.inclusive ? { inclusive: true } : {}),
      },
    };
    const { rows } = simulate(
      journey.plan,
      enrolment,
      at,
      {
        events: events.filter(({ type }) => journey.plan.listens.includes(type)),
        until: patient.closes,
        act: ({ kind, node, visit, with: given, at: when }): Answer => {
          if (kind !== ACTIVITY.createTask) return { outcome: kind === ACTIVITY.escalateTask ? 'pending' : 'queued' };
          const number = (made.get(node) ?? 0) + 1;
          made.set(node, number);
          const todo = planTodo(stage, { patient: patient.label, journey: journey.key, task: node, number, at: when });
          into.todos.push(todo);
          return { outcome: given.waits === true ? 'pending' : 'created', later: closingEvents(todo, run, visit) };
        },
      },
      plan.zone,
    );
    for (const { seq: row, node, visit, kind, at: when, port, by } of rows) {
      into.steps.push({
        journey: journey.key,
        patient: patient.label,
        run,
        seq: row,
        node,
        visit,
        kind,
        at: when,
        ...(port === undefined ? {} : { port }),
        ...(by === undefined ? {} : { by }),
      });
    }
  }
}

function planTodo({ outcomes }: Stage, todo: PlannedTodo): PlannedTodo {
  const closing = outcomes.closing(todo);
  if (!closing) return todo;
  const { after, ...how } = closing;
  return { ...todo, closed: { at: todo.at + after, ...how } };
}

function closingEvents({ closed, task }: PlannedTodo, run: string, visit: number): NonNullable<Answer['later']> {
  if (!closed) return [];
  const act = actKey(run, task, visit);
  return [{ id: `closed:${act}`, type: TASK_CLOSED, at: closed.at, data: { act, outcome: closed.outcome } }];
}

type Entry = Pick<Enrolment, 'seq' | 'entry'> & { at: EpochMs; event: { id: string; type: string } };

/** At the beginning of the trial, or with the events that the journey's own trigger takes. */
function entries({ plan, enrol }: FeedJourney, patient: FeedPatient, events: readonly RunEvent[]): Entry[] {
  if (enrol) return [{ seq: 1, at: patient.origin, event: { id: `${patient.label}/1`, type: ENROL_EVENT } }];
  const taken = new Set<string>();
  return events.flatMap(({ seq, at, id, type, data = {} }): Entry[] => {
    if (!isEntitled(plan, type, data)) return [];
    const key = entryKey(plan, id, data);
    if (taken.has(key)) return [];
    taken.add(key);
    return [{ seq, at, event: { id, type }, entry: data }];
  });
}

function isEntitled({ trigger }: Plan, type: string, data: Record<string, unknown>): boolean {
  if (trigger.on !== 'event' || trigger.event !== type) return false;
  return !trigger.where || evaluate(trigger.where, { event: data }) === true;
}

function entryKey({ trigger: { reentry } }: Plan, id: string, data: Record<string, unknown>): string {
  if (reentry.mode === 'never') return 'never';
  return reentry.mode === 'per-event' ? id : JSON.stringify(read(data, reentry.field) ?? null);
}
