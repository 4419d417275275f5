/** Made-up values for what conditions look at: those around every threshold, since that is where journeys part. */
import { evaluate } from '@suivi/engine';
import { type Condition, leavesOf, type Source } from '@suivi/schema';

type Data = Record<string, unknown>;
type Leaf = Extract<Condition, { field: string }>;

const MOST = 4_000;
const KEPT = 40;
const OTHER = 'other';

/** The values worth trying for each field of a source that these conditions look at. */
export function candidatesIn(conditions: readonly Condition[], source: Source): Map<string, unknown[]> {
  const byField = new Map<string, Leaf[]>();
  for (const leaf of conditions.flatMap(leavesOf)) {
    if ((leaf.from ?? 'event') !== source) continue;
    byField.set(leaf.field, [...(byField.get(leaf.field) ?? []), leaf]);
  }
  return new Map([...byField].map(([field, leaves]) => [field, valuesFor(leaves)]));
}

function valuesFor(leaves: readonly Leaf[]): unknown[] {
  const named = leaves.flatMap((leaf) => (leaf.op === 'compare' ? [leaf.value] : []));
  const numbers = [...new Set(named.filter((value) => typeof value === 'number'))].sort((a, b) => a - b);
  const between = numbers.map((value, k) => (value + (numbers[k + 1] ?? value + 2)) / 2);
  const values = new Set<unknown>();
  const [lowest] = numbers;
  if (lowest !== undefined) values.add(lowest - 1);
  numbers.forEach((value, k) => {
    values.add(value).add(between[k]);
  });
  for (const value of named) {
    if (typeof value === 'string') values.add(value).add(OTHER);
    if (typeof value === 'boolean') values.add(value).add(!value);
  }
  return values.size > 0 ? [...values] : [OTHER];
}

/** Data for which the condition holds: up to forty different ones; none where it cannot be found. */
export function witnessesOf(condition: Condition, source: Source): Data[] {
  const candidates = [...candidatesIn([condition], source)];
  const units = unitsIn([condition], source);
  // One more choice each: the field is absent.
  const total = candidates.reduce((product, [, values]) => product * (values.length + 1), 1);
  const stride = Math.max(1, Math.ceil(total / MOST));
  const found: Data[] = [];
  for (let number = 0; number < total && found.length < KEPT; number += stride) {
    const data: Data = {};
    let rest = number;
    for (const [field, values] of candidates) {
      const choice = rest % (values.length + 1);
      rest = Math.floor(rest / (values.length + 1));
      if (choice < values.length) place(data, field, values[choice], units.get(field));
    }
    if (evaluate(condition, { [source]: data }) === true) found.push(data);
  }
  return found;
}

/** The unit in which each field is compared. */
export function unitsIn(conditions: readonly Condition[], source: Source): Map<string, string> {
  const units = new Map<string, string>();
  for (const leaf of conditions.flatMap(leavesOf)) {
    if (leaf.op === 'compare' && leaf.unit !== undefined && (leaf.from ?? 'event') === source)
      units.set(leaf.field, leaf.unit);
  }
  return units;
}

/** Puts a value at its dotted path, with its unit beside it. */
export function place(data: Data, path: string, value: unknown, unit?: string): void {
  const keys = path.split('.');
  const last = keys.pop() ?? path;
  let at = data;
  for (const key of keys) {
    const inner = at[key];
    const next: Data = typeof inner === 'object' && inner !== null ? (inner as Data) : {};
    at[key] = next;
    at = next;
  }
  at[last] = value;
  if (unit !== undefined) at.unit = unit;
}
