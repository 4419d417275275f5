import {
  CALENDAR_ADDED,
  CLINICAL_HOLD,
  CLINICAL_RELEASE,
  type Deadline,
  FIELD_CHANGED,
  type Millis,
  type Op,
  type Plan,
} from '@suivi/schema';
import { fieldsRead, patientFields } from './fields-read.ts';

type Meaning = Pick<Plan, 'ops' | 'exits' | 'goals' | 'guards'>;

/**
 * The event types that any wait, pending activity, exit rule, goal or guard listens to, now or later; and clinical holds,
 * which concern every journey. Sorted.
 */
export function listensOf(meaning: Meaning): string[] {
  const types = new Set<string>([CLINICAL_HOLD, CLINICAL_RELEASE]);
  if (calendarsOf(meaning).length > 0) types.add(CALENDAR_ADDED);
  for (const op of Object.values(meaning.ops)) {
    if (op.op === 'wait') for (const { type } of op.events) types.add(type);
    if (op.op === 'act' && op.pending) types.add(op.pending.event);
    if (fieldsRead(op).length > 0 && op.op !== 'branch') types.add(FIELD_CHANGED);
  }
  for (const { on, when } of rulesOf(meaning)) {
    if (on) types.add(on.type);
    if (when && patientFields(when).length > 0) types.add(FIELD_CHANGED);
  }
  return [...types].sort();
}

/** The fields of the patient that anything in the plan looks at. Sorted. */
export function factsOf(meaning: Meaning): string[] {
  const fields = new Set<string>();
  for (const op of Object.values(meaning.ops)) for (const field of fieldsRead(op)) fields.add(field);
  for (const { when } of rulesOf(meaning)) {
    for (const field of when ? patientFields(when) : []) fields.add(field);
  }
  return [...fields].sort();
}

const rulesOf = ({ exits, goals, guards }: Meaning) => [...exits, ...goals, ...guards];

/** The work-day calendars that some deadline counts by. Sorted. */
export function calendarsOf({ ops }: Pick<Meaning, 'ops'>): string[] {
  const names = new Set<string>();
  for (const op of Object.values(ops)) {
    const until = op.op === 'wait' ? op.until : op.op === 'act' ? op.pending?.until : undefined;
    const name = until && calendarOf(until.deadline);
    if (name !== undefined) names.add(name);
  }
  return [...names].sort();
}

export function calendarOf(deadline: Deadline): string | undefined {
  if ('inDays' in deadline) return deadline.calendar;
  if ('window' in deadline) return deadline.window.calendar;
  return 'date' in deadline ? deadline.date.workday?.calendar : undefined;
}

/** The shortest fixed length of time that anybody waits; infinite where all waits are dates. */
export function shortestWait(ops: readonly Op[]): Millis {
  const lengths = ops.flatMap((op) => {
    const until = op.op === 'wait' ? op.until : op.op === 'act' ? op.pending?.until : undefined;
    const length = until && lengthOf(until.deadline);
    return length === undefined ? [] : [length];
  });
  return Math.min(Number.POSITIVE_INFINITY, ...lengths);
}

function lengthOf(deadline: Deadline): Millis | undefined {
  if ('after' in deadline) return deadline.after;
  return 'sinceEntry' in deadline ? deadline.sinceEntry : undefined;
}
