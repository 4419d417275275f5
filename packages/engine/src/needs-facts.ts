import type { Condition, Deadline, Op, Plan } from '@suivi/schema';

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
  if (op.op === 'wait') {
    if (op.when) patientFields(op.when.if, fields);
    const field = op.until && dateField(op.until.deadline);
    if (field) fields.add(field);
  }
  return fields;
}

/** Whether a change of this field of the patient may fire an exit rule or a guard. */
export const rulesLookAt = (plan: Plan, field: string): boolean =>
  [...plan.exits, ...plan.guards].some((rule) => rule.when !== undefined && names(patientFields(rule.when), field));

/** Whether a wait must look again after this field changed. A path inside a field belongs to the field. */
export const waitsFor = (op: Op, field: string): boolean => op.op === 'wait' && names(fieldsNeeded(op), field);

const dateField = (deadline: Deadline): string | undefined => ('date' in deadline ? deadline.date.field : undefined);

const names = (fields: Set<string>, field: string): boolean =>
  [...fields].some((each) => each === field || each.startsWith(`${field}.`));
