import type { Condition, Source } from '@suivi/schema';
import { limitIn } from './quantity.ts';

/** Three-valued truth: `undefined` is *unknown*, which is never taken for false. */
export type Truth = boolean | undefined;

type Data = Record<string, unknown>;
/** What a condition may look at, by source. A source that is not given knows nothing. */
export type Sources = { [K in Source]?: Data };
type Compare = Extract<Condition, { op: 'compare' }>;

/** Evaluates a condition (Kleene logic). A missing value, an unlike type or an unlike unit makes a comparison unknown. */
export function evaluate(condition: Condition, sources: Sources): Truth {
  switch (condition.op) {
    case 'all':
      return all(condition.of.map((part) => evaluate(part, sources)));
    case 'any': {
      const none = all(condition.of.map((part) => not(evaluate(part, sources))));
      return not(none);
    }
    case 'not':
      return not(evaluate(condition.of, sources));
    case 'known':
      return valueAt(condition, sources) !== undefined;
    case 'compare':
      return compareIn(condition, sources);
  }
}

/** The values that a condition looked at, by `source.field`: what a trace row records. Unknown ones are null. */
export function valuesUsed(condition: Condition, sources: Sources, into: Data = {}): Data {
  switch (condition.op) {
    case 'all':
    case 'any':
      for (const part of condition.of) valuesUsed(part, sources, into);
      return into;
    case 'not':
      return valuesUsed(condition.of, sources, into);
    default:
      into[`${condition.from ?? 'event'}.${condition.field}`] = valueAt(condition, sources) ?? null;
      return into;
  }
}

const not = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);

function all(parts: Truth[]): Truth {
  if (parts.includes(false)) return false;
  return parts.includes(undefined) ? undefined : true;
}

/** The value at a dotted path; only own properties, so that `constructor` in a path reads nothing. */
export function read(data: Data, path: string): unknown {
  let value: unknown = data;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Data)[key];
  }
  return value;
}

/** Where the unit of a field stands: beside it. */
export const unitPath = (field: string): string => field.replace(/[^.]*$/, 'unit');

function valueAt({ from = 'event', field }: { from?: Source | undefined; field: string }, sources: Sources): unknown {
  const value = read(sources[from] ?? {}, field);
  return value === null ? undefined : value;
}

function compareIn(condition: Compare, sources: Sources): Truth {
  const left = valueAt(condition, sources);
  const { is, value, unit } = condition;
  if (unit === undefined || typeof left !== 'number') return compare(left, is, value);
  // A measurement without a unit cannot be compared with one that has a unit.
  const own = read(sources[condition.from ?? 'event'] ?? {}, unitPath(condition.field));
  const limit = typeof own === 'string' && typeof value === 'number' ? limitIn(value, unit, own) : undefined;
  return limit === undefined ? undefined : compare(left, is, limit);
}

function compare(left: unknown, is: string, right: string | number | boolean): Truth {
  if (typeof left !== typeof right) return undefined;
  if (typeof left === 'number' && Number.isNaN(left)) return undefined;
  switch (is) {
    case '=':
      return left === right;
    case '≠':
      return left !== right;
    case 'contains':
      return typeof left === 'string' && typeof right === 'string' ? left.includes(right) : undefined;
  }
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  switch (is) {
    case '<':
      return left < right;
    case '≤':
      return left <= right;
    case '>':
      return left > right;
    case '≥':
      return left >= right;
    default:
      return undefined;
  }
}
