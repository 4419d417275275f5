import { type Condition, leavesOf, type Op } from '@suivi/schema';

/** The fields of the patient that a condition looks at. */
export const patientFields = (condition: Condition): string[] =>
  leavesOf(condition).flatMap(({ from, field }) => (from === 'patient' ? [field] : []));

/** The fields of the patient without which an instruction cannot be carried out. */
export function fieldsRead(op: Op): string[] {
  if (op.op === 'branch') return op.cases.flatMap((each) => patientFields(each.if));
  if (op.op !== 'wait' && op.op !== 'act') return [];
  const deadline = (op.op === 'wait' ? op.until : op.pending?.until)?.deadline;
  return [
    ...(op.op === 'wait' && op.when ? patientFields(op.when.if) : []),
    ...(deadline && 'date' in deadline ? [deadline.date.field] : []),
  ];
}
