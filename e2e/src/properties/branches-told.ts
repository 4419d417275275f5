import type { Plan, TraceRow } from '@suivi/schema';
import { ask, type Known } from '../differential/naive-condition.ts';

/** From the values of a row the port follows again: nothing else is needed to say why somebody went there. */
export function portOfBranch(plan: Plan, { node, detail }: TraceRow): string | undefined {
  const op = plan.ops[node];
  if (op?.op !== 'branch') return undefined;
  const known = knownFrom((detail?.values ?? {}) as Record<string, unknown>);
  let unknown = false;
  for (const each of op.cases) {
    const answer = ask(each.if, known);
    if (answer === 'yes') return each.port;
    unknown ||= answer === 'unknown';
  }
  return ((unknown && op.unknown) || op.else).port;
}

/** `patient.glucose.value: 5` → `{ patient: { glucose: { value: 5 } } }`. */
function knownFrom(values: Record<string, unknown>): Known {
  const known: Record<string, Record<string, unknown>> = {};
  for (const [path, value] of Object.entries(values)) {
    const names = path.split('.');
    const last = names.pop() ?? '';
    let place: Record<string, unknown> = known;
    for (const name of names) {
      if (!Object.hasOwn(place, name)) Object.defineProperty(place, name, { value: {}, enumerable: true });
      place = place[name] as Record<string, unknown>;
    }
    Object.defineProperty(place, last, { value, enumerable: true, configurable: true });
  }
  return known;
}

export const isBranchRow = ({ kind, by }: TraceRow): boolean =>
  kind === 'branched' && (by === 'case' || by === 'else' || by === 'unknown');
