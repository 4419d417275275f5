import type { Condition, Correlation, PatientDate, Plan } from '@suivi/schema';

interface Parts {
  conditions: Condition[];
  /** Dates of the patient. */
  dates: PatientDate[];
  /** What ties events to a run. */
  correlations: Correlation[];
}

/** Everything in a plan that looks at data, found in instructions of any kind. */
export function partsOf(plan: Plan): Parts {
  const correlations: Correlation[] = [];
  const conditions: Condition[] = [];
  const dates: PatientDate[] = [];
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isCondition(value)) {
      conditions.push(value);
      return;
    }
    if (isPatientDate(value)) dates.push(value);
    if (isCorrelation(value)) correlations.push(value);
    for (const [key, part] of Object.entries(value)) if (key !== 'with') look(part);
  };
  look([plan.trigger, plan.ops, plan.exits, plan.goals, plan.guards]);
  return { conditions, dates, correlations };
}

const OPS: readonly unknown[] = ['all', 'any', 'not', 'compare', 'known'];
const isCondition = (value: object): value is Condition => 'op' in value && OPS.includes(value.op);
const isPatientDate = (value: object): value is PatientDate =>
  'field' in value && 'offsetDays' in value && 'at' in value;
const isCorrelation = (value: object): value is Correlation => 'field' in value && 'from' in value && 'key' in value;
