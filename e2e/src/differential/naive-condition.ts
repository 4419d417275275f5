import type { Condition, Source } from '@suivi/schema';
import type { Data } from './lived-case.ts';

export type Answer = 'yes' | 'no' | 'unknown';

/** What is known at the moment, by where it comes from. */
export type Known = Partial<Record<Source, Data>>;

/** One mmol/L of glucose is 18 mg/dL. */
const MG_PER_DL: Record<string, number> = { 'mg/dL': 1, 'mmol/L': 18 };

/** The answer to a condition as an attentive nurse would give it: what is missing or cannot be compared is unknown. */
export function ask(condition: Condition, known: Known): Answer {
  switch (condition.op) {
    case 'all': {
      const answers = condition.of.map((part) => ask(part, known));
      if (answers.includes('no')) return 'no';
      return answers.includes('unknown') ? 'unknown' : 'yes';
    }
    case 'any': {
      const answers = condition.of.map((part) => ask(part, known));
      if (answers.includes('yes')) return 'yes';
      return answers.includes('unknown') ? 'unknown' : 'no';
    }
    case 'not': {
      const answer = ask(condition.of, known);
      if (answer === 'unknown') return 'unknown';
      return answer === 'yes' ? 'no' : 'yes';
    }
    case 'known':
      return look(condition.field, known[condition.from ?? 'event']).value === undefined ? 'no' : 'yes';
    case 'compare':
      return compare(condition, look(condition.field, known[condition.from ?? 'event']));
  }
}

/** A value and the unit that stands beside it. Names that every object has (`constructor`) are nobody's field. */
function look(path: string, data: Data | undefined): { value?: unknown; unit?: unknown } {
  const names = path.split('.');
  const last = names.pop() ?? '';
  let place: unknown = data;
  for (const name of names) place = own(place, name);
  return { value: own(place, last) ?? undefined, unit: own(place, 'unit') };
}

const own = (place: unknown, name: string): unknown =>
  typeof place === 'object' && place !== null && Object.hasOwn(place, name) ? (place as Data)[name] : undefined;

function compare(
  { is, value: wanted, unit: wantedUnit }: Extract<Condition, { op: 'compare' }>,
  found: { value?: unknown; unit?: unknown },
): Answer {
  if (typeof found.value !== typeof wanted) return 'unknown';
  if (typeof wanted === 'number') {
    const here = inUnit(found.value as number, found.unit, wantedUnit);
    return here === undefined ? 'unknown' : order(here, is, wanted);
  }
  if (is === '=') return yesNo(found.value === wanted);
  if (is === '≠') return yesNo(found.value !== wanted);
  if (is === 'contains' && typeof wanted === 'string') return yesNo((found.value as string).includes(wanted));
  return 'unknown';
}

function order(here: number, is: string, wanted: number): Answer {
  if (is === '=') return yesNo(here === wanted);
  if (is === '≠') return yesNo(here !== wanted);
  if (is === '<') return yesNo(here < wanted);
  if (is === '≤') return yesNo(here <= wanted);
  if (is === '>') return yesNo(here > wanted);
  if (is === '≥') return yesNo(here >= wanted);
  return 'unknown';
}

/** A condition without a unit looks at the bare number: the unit in the data may be that of the field next to it. */
function inUnit(value: number, unit: unknown, wanted: string | undefined): number | undefined {
  if (wanted === undefined || unit === wanted) return value;
  const from = MG_PER_DL[String(unit)];
  const to = MG_PER_DL[wanted];
  return from === undefined || to === undefined ? undefined : (value * from) / to;
}

const yesNo = (holds: boolean): Answer => (holds ? 'yes' : 'no');
