import type { EpochMs, NodeId, PortId, TraceRow } from '@suivi/schema';

/** One stay at a node, as the rows tell it. */
export interface Visit {
  node: NodeId;
  visit: number;
  arrived: EpochMs;
  left?: EpochMs;
  /** The ports it was left by; a fork has several, a stay that was broken off has none. */
  ports: PortId[];
}

/** The stays in the order in which they began. */
export function visitsIn(rows: readonly TraceRow[]): Visit[] {
  const visits = new Map<string, Visit>();
  for (const { node, visit, kind, at, port } of rows) {
    const key = `${node}/${visit}`;
    const known: Visit = visits.get(key) ?? { node, visit, arrived: at, ports: [] };
    if (port !== undefined) known.ports.push(port);
    if (port !== undefined || kind === 'left' || kind === 'moved' || kind === 'joined') known.left = at;
    visits.set(key, known);
  }
  return [...visits.values()];
}
