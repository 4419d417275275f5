import type { Condition, Deadline, Op, Plan } from '@suivi/schema';
import { calendarOf } from './deadline.ts';
import type { Ground } from './ground.ts';

/** The fields of the patient that a condition looks at. */
export function patientFields(condition: Condition, into = new Set<string>()): Set<string> {
  if (condition.op === 'all' || condition.op === 'any') for (const part of condition.of) patientFields(part, into);
  else if (condition.op === 'not') patientFields(condition.of, into);
  else if (condition.from === 'patient') into.add(condition.field);
  return into;
}

/** The fields of the patient without which this instruction cannot be carried out. */
export function fieldsNeeded(op: Op): Set<string> {
  const fields = new Set<string>();
  if (op.op === 'branch') for (const each of op.cases) patientFields(each.if, fields);
  if (op.op === 'wait' && op.when) patientFields(op.when.if, fields);
  const deadline = deadlineOf(op);
  if (deadline && 'date' in deadline) fields.add(deadline.date.field);
  return fields;
}

/** Whether fields or calendars that this instruction cannot do without did not come along. */
export const needsFacts = ({ facts, calendars }: Ground, op: Op): boolean =>
  (!facts && fieldsNeeded(op).size > 0) || (!calendars && calendarNeeded(op) !== undefined);

/** The deadline of a wait, or of an activity whose outcome comes later. */
export function deadlineOf(op: Op): Deadline | undefined {
  if (op.op === 'wait') return op.until?.deadline;
  return op.op === 'act' ? op.pending?.until?.deadline : undefined;
}

/** The work-day calendar without which the deadline of this instruction cannot be told. */
export function calendarNeeded(op: Op): string | undefined {
  const deadline = deadlineOf(op);
  return deadline && calendarOf(deadline);
}

/** Whether a change of this field of the patient may fire an exit rule or a guard. */
export const rulesLookAt = (plan: Plan, field: string): boolean =>
  [...plan.exits, ...plan.goals, ...plan.guards].some(
    (rule) => rule.when !== undefined && names(patientFields(rule.when), field),
  );

/** Whether a wait must look again after this field changed. A path inside a field belongs to the field. */
export const waitsFor = (op: Op, field: string): boolean => op.op !== 'branch' && names(fieldsNeeded(op), field);

const names = (fields: Set<string>, field: string): boolean =>
  [...fields].some((each) => each === field || each.startsWith(`${field}.`));
