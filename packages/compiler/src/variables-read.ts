import { type Condition, type EventMatch, leavesOf, type Op } from '@suivi/schema';

/** The variables of the run that a condition looks at. */
export const variablesOf = (condition: Condition): string[] =>
  leavesOf(condition).flatMap(({ from, field }) => (from === 'variable' ? [field.split('.')[0] ?? field] : []));

/** The variables by which an event is told to be about the same thing. */
export const variablesMatched = ({ same = [] }: EventMatch): string[] =>
  same.flatMap(({ from, key }) => (from === 'variable' ? [key.split('.')[0] ?? key] : []));

/** The variables of the run that an instruction looks at. */
export function variablesRead(op: Op): string[] {
  if (op.op === 'branch') return op.cases.flatMap((each) => variablesOf(each.if));
  if (op.op !== 'wait') return [];
  return [...(op.when ? variablesOf(op.when.if) : []), ...op.events.flatMap(variablesMatched)];
}
