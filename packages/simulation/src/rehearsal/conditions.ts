import type { Condition, PatientDate, Plan } from '@suivi/schema';

/** Every condition and every date of the patient in a plan, found in instructions of any kind. */
export function partsOf(plan: Plan): { conditions: Condition[]; dates: PatientDate[] } {
  const conditions: Condition[] = [];
  const dates: PatientDate[] = [];
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isCondition(value)) {
      conditions.push(value);
      return;
    }
    if (isPatientDate(value)) dates.push(value);
    for (const [key, part] of Object.entries(value)) if (key !== 'with') look(part);
  };
  look([plan.trigger, plan.ops, plan.exits, plan.goals, plan.guards]);
  return { conditions, dates };
}

const OPS: readonly unknown[] = ['all', 'any', 'not', 'compare', 'known'];
const isCondition = (value: object): value is Condition => 'op' in value && OPS.includes(value.op);
const isPatientDate = (value: object): value is PatientDate =>
  'field' in value && 'offsetDays' in value && 'at' in value;
