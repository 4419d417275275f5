import { type Deadline, FIELD_CHANGED, type Millis, type Op, type Plan } from '@suivi/schema';
import { fieldsRead, patientFields } from './fields-read.ts';

type Meaning = Pick<Plan, 'ops' | 'exits' | 'guards'>;

/** The event types that any wait, pending activity, guard or exit rule listens to, now or later. Sorted. */
export function listensOf(meaning: Meaning): string[] {
  const types = new Set<string>();
  for (const op of Object.values(meaning.ops)) {
    if (op.op === 'wait') for (const { type } of op.events) types.add(type);
    if (op.op === 'act' && op.pending) types.add(op.pending.event);
    if (op.op === 'wait' && fieldsRead(op).length > 0) types.add(FIELD_CHANGED);
  }
  for (const { on, when } of [...meaning.exits, ...meaning.guards]) {
    if (on) types.add(on.type);
    if (when && patientFields(when).length > 0) types.add(FIELD_CHANGED);
  }
  return [...types].sort();
}

/** The fields of the patient that anything in the plan looks at. Sorted. */
export function factsOf(meaning: Meaning): string[] {
  const fields = new Set<string>();
  for (const op of Object.values(meaning.ops)) for (const field of fieldsRead(op)) fields.add(field);
  for (const { when } of [...meaning.exits, ...meaning.guards]) {
    for (const field of when ? patientFields(when) : []) fields.add(field);
  }
  return [...fields].sort();
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
