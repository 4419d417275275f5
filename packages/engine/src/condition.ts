import type { Condition } from '@suivi/schema';

/** Three-valued truth: `undefined` is *unknown*, which is never taken for false. */
export type Truth = boolean | undefined;

/** Evaluates a condition over an event's data (Kleene logic). A missing or unlike value makes a comparison unknown. */
export function evaluate(condition: Condition, data: Record<string, unknown>): Truth {
  switch (condition.op) {
    case 'all':
      return all(condition.of.map((part) => evaluate(part, data)));
    case 'any': {
      const none = all(condition.of.map((part) => not(evaluate(part, data))));
      return not(none);
    }
    case 'not':
      return not(evaluate(condition.of, data));
    case 'compare':
      return compare(read(data, condition.field), condition.is, condition.value);
  }
}

const not = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);

function all(parts: Truth[]): Truth {
  if (parts.includes(false)) return false;
  return parts.includes(undefined) ? undefined : true;
}

/** The value at a dotted path; only own properties, so that `constructor` in a path reads nothing. */
export function read(data: Record<string, unknown>, path: string): unknown {
  let value: unknown = data;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
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
