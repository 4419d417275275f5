import { type Condition, type Correlation, GLUCOSE_LIMITS, type Source } from '@suivi/schema';
import type { Data } from './lived-case.ts';

export type Answer = 'yes' | 'no' | 'unknown';

/** What is known at the moment, by where it comes from. */
export type Known = Partial<Record<Source, Data>>;

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
    const limit = limitIn(found.unit, wanted, wantedUnit);
    return limit === undefined ? 'unknown' : order(found.value as number, is, limit);
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

/**
 * A limit in the unit of the measurement: that of the guidelines where they give it in both, else converted, 1 mmol/L of
 * glucose being 18 mg/dL. Without a unit it is a bare number, since the unit in the data may be that of the field next to it.
 */
function limitIn(unit: unknown, limit: number, of: string | undefined): number | undefined {
  if (of === undefined || unit === of) return limit;
  if (unit === 'mg/dL' && of === 'mmol/L') return GLUCOSE_LIMITS.find(([mmol]) => mmol === limit)?.[1] ?? limit * 18;
  if (unit === 'mmol/L' && of === 'mg/dL') return GLUCOSE_LIMITS.find(([, mg]) => mg === limit)?.[0] ?? limit / 18;
  return undefined;
}

/** Whether an event names the same as something that is known: what is not known is the same as nothing. */
export function isAboutTheSame(
  event: Data,
  correlations: readonly Correlation[],
  known: Record<Correlation['from'], Data | undefined>,
): boolean {
  return correlations.every(({ field, from, key }) => {
    const value = look(key, known[from]).value;
    return value !== undefined && value === look(field, event).value;
  });
}

const yesNo = (holds: boolean): Answer => (holds ? 'yes' : 'no');
