import type { Condition, Correlation, EventMatch, Plan, Source } from '@suivi/schema';
import { read, unitPath } from './condition.ts';
import { FIELD_CHANGED } from './names.ts';

/** The data fields of events that the plan looks at: only these travel with an event, and nothing else does. */
export function eventFields(plan: Plan): string[] {
  const fields = new Set<string>();
  for (const { where, same = [] } of matchesOf(plan)) {
    if (where) collect(where, 'event', fields);
    for (const { field } of same) fields.add(field);
  }
  addKeys(plan, 'last', fields);
  for (const op of Object.values(plan.ops)) {
    if (op.op === 'act' && op.pending) for (const name of ['act', 'outcome']) fields.add(name);
  }
  for (const condition of conditionsOf(plan)) collect(condition, 'last', fields);
  if (plan.listens.includes(FIELD_CHANGED)) fields.add('key');
  if (plan.calendars.length > 0) for (const name of ['calendar', 'year']) fields.add(name);
  return [...fields].sort();
}

/** The data fields of the entry event that the plan looks at later. */
export function entryFields(plan: Plan): string[] {
  const fields = new Set<string>();
  addKeys(plan, 'entry', fields);
  for (const condition of conditionsOf(plan)) collect(condition, 'entry', fields);
  return [...fields].sort();
}

/** Every event that something waits or listens for. */
function matchesOf(plan: Plan): EventMatch[] {
  const waited = Object.values(plan.ops).flatMap((op) => (op.op === 'wait' ? op.events : []));
  return [...waited, ...rulesOf(plan).flatMap(({ on }) => (on ? [on] : []))];
}

function addKeys(plan: Plan, source: Correlation['from'], into: Set<string>): void {
  for (const { same = [] } of matchesOf(plan)) for (const { from, key } of same) if (from === source) into.add(key);
}

const rulesOf = ({ exits, goals, guards }: Plan) => [...exits, ...goals, ...guards];

/** Every condition that is evaluated over what the run knows, not over an event that comes in. */
function conditionsOf(plan: Plan): Condition[] {
  const inside = Object.values(plan.ops).flatMap((op) => {
    if (op.op === 'branch') return op.cases.map((each) => each.if);
    return op.op === 'wait' && op.when ? [op.when.if] : [];
  });
  return [...inside, ...rulesOf(plan).flatMap(({ when }) => (when ? [when] : []))];
}

function collect(condition: Condition, from: Source, into: Set<string>): void {
  if (condition.op === 'all' || condition.op === 'any') for (const part of condition.of) collect(part, from, into);
  else if (condition.op === 'not') collect(condition.of, from, into);
  else if ((condition.from ?? 'event') === from) {
    into.add(condition.field);
    if (condition.op === 'compare' && condition.unit !== undefined) into.add(unitPath(condition.field));
  }
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
