import type { Condition } from '@suivi/schema';
import type { Catalog } from './check-zone.ts';

/** Fields of the patient that tell it (templates.md 0.1): yes/no, and the kind of drug. */
export const ON_PRESCRIPTION = '处方药在用';
const KIND_OF_DRUG = '药品类别';
const PRESCRIPTION = '处方';
/** Fields of events that name a drug. */
const DRUG_FIELDS: readonly string[] = ['drug', 'product'];

/** Whether a patient for whom this holds has a prescription drug, and what it was told by. */
export interface PrescriptionSaid {
  is: boolean;
  cause: string;
}

/** What a condition that holds says about prescription drugs; undefined where it says nothing. */
export function prescriptionSaid(condition: Condition, catalog: Catalog): PrescriptionSaid | undefined {
  switch (condition.op) {
    case 'all':
      return condition.of.flatMap((each) => prescriptionSaid(each, catalog) ?? [])[0];
    case 'any': {
      const said = condition.of.map((each) => prescriptionSaid(each, catalog));
      const [first] = said;
      return first && said.every((each) => each?.is === first.is) ? first : undefined;
    }
    case 'not':
      return negated(condition.of, catalog);
    case 'compare':
      return compared(condition, catalog);
    default:
      return undefined;
  }
}

/** Not A says something only where A is one comparison: a patient without a value is neither. */
function negated(condition: Condition, catalog: Catalog): PrescriptionSaid | undefined {
  if (condition.op !== 'compare') return undefined;
  const said = compared(condition, catalog);
  // That it is not this one drug says nothing about others.
  return said && condition.from === 'patient' ? { ...said, is: !said.is } : undefined;
}

function compared(
  { from, field, is, value }: Extract<Condition, { op: 'compare' }>,
  { prescriptionDrugs = [] }: Catalog,
): PrescriptionSaid | undefined {
  if (is !== '=' && is !== '≠') return undefined;
  const same = is === '=';
  if (from === 'patient' && field === ON_PRESCRIPTION && typeof value === 'boolean') {
    return { is: same === value, cause: ON_PRESCRIPTION };
  }
  if (from === 'patient' && field === KIND_OF_DRUG) {
    const named = value === PRESCRIPTION;
    // Which kind it is not tells only of that one.
    return named || same ? { is: named && same, cause: `${KIND_OF_DRUG} = ${String(value)}` } : undefined;
  }
  if (from === 'variable' || from === 'patient' || !DRUG_FIELDS.includes(field) || !same) return undefined;
  return typeof value === 'string' && prescriptionDrugs.includes(value) ? { is: true, cause: value } : undefined;
}
