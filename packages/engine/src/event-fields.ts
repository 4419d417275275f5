import type { Condition, Plan } from '@suivi/schema';
import { read } from './condition.ts';

/** The data fields that any wait of the plan looks at: only these travel with an event, and nothing else does. */
export function eventFields(plan: Plan): string[] {
  const fields = new Set<string>();
  for (const op of Object.values(plan.ops)) {
    if (op.op === 'wait') for (const { where } of op.events) if (where) collect(where, fields);
  }
  return [...fields].sort();
}

function collect(condition: Condition, into: Set<string>): void {
  if (condition.op === 'compare') into.add(condition.field);
  else if (condition.op === 'not') collect(condition.of, into);
  else for (const part of condition.of) collect(part, into);
}

/** The named fields of an event's data, at their paths. The data itself is not changed. */
export function pickFields(data: Record<string, unknown>, fields: readonly string[]): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const path of fields) {
    const value = read(data, path);
    // A field inside another one that was asked for is there already.
    if (value === undefined || fields.some((other) => path.startsWith(`${other}.`))) continue;
    const keys = path.split('.');
    const last = keys.pop() ?? path;
    let at = picked;
    for (const key of keys) {
      const inner = Object.hasOwn(at, key) ? (at[key] as Record<string, unknown>) : {};
      at[key] = inner;
      at = inner;
    }
    at[last] = value;
  }
  return picked;
}
