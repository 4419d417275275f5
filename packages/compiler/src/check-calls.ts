import type { Diagnostic } from '@suivi/schema';
import type { Catalog } from './check-zone.ts';
import type { Flow } from './flow.ts';

/** Calling a journey waits for its end: a circle of calls never ends. */
export function checkCalls(flow: Flow, self: string, { journeys, calls }: Catalog): Diagnostic[] {
  const idOf = (name: string) => journeys?.get(name) ?? name;
  const told = new Set<string>();
  return flow.ops.flatMap((op): Diagnostic[] => {
    if (op.op !== 'act' || op.kind !== 'callJourney' || told.has(op.node)) return [];
    const name = String(op.with.journey ?? '');
    const path = circle(idOf(name), self, calls);
    if (!path) return [];
    told.add(op.node);
    const nameOf = (id: string) => [...(journeys ?? [])].find(([, known]) => known === id)?.[0] ?? id;
    const params = { journeys: [name, ...path.slice(1).map(nameOf)].join(' → ') };
    return [{ code: 'JOURNEY_CALLS_ITSELF', severity: 'error', node: op.node, field: 'journey', params }];
  });
}

/** The shortest row of calls from a journey back to this one. */
function circle(from: string, self: string, calls: Catalog['calls']): string[] | undefined {
  const cameFrom = new Map<string, string | undefined>([[from, undefined]]);
  for (const [at] of cameFrom) {
    if (at === self) return wayTo(at, cameFrom);
    for (const next of calls?.get(at) ?? []) if (!cameFrom.has(next)) cameFrom.set(next, at);
  }
  return undefined;
}

function wayTo(at: string, cameFrom: Map<string, string | undefined>): string[] {
  const path: string[] = [];
  for (let place: string | undefined = at; place !== undefined; place = cameFrom.get(place)) path.unshift(place);
  return path;
}
