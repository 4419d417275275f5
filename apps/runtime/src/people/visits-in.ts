import type { EpochMs, NodeId, RunStep } from '@suivi/schema';

/** One stay at a node, gathered from its rows; rows of other tracks may lie between them. */
export interface Visit {
  node: NodeId;
  visit: number;
  /** Place in the order of arrival. */
  index: number;
  since: EpochMs;
  first: RunStep;
  rows: RunStep[];
  /** The row that ended it: one with a port, `moved` or `left`. */
  over?: RunStep;
}

export function visitsIn(steps: readonly RunStep[]): Visit[] {
  const visits = new Map<string, Visit>();
  for (const row of steps) {
    const key = `${row.node} ${row.visit}`;
    let visit = visits.get(key);
    if (!visit) {
      visit = { node: row.node, visit: row.visit, index: visits.size, since: row.at, first: row, rows: [] };
      visits.set(key, visit);
    }
    visit.rows.push(row);
    if (row.port !== undefined || row.kind === 'moved' || row.kind === 'left') visit.over = row;
  }
  return [...visits.values()];
}
