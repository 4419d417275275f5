import type { EpochMs, NodeId, RunStep } from '@suivi/schema';
import { closesVisit } from '../projection/node-counts.ts';

/** One stay at a node, gathered from its rows; rows of other tracks may lie between them. */
export interface Visit {
  node: NodeId;
  visit: number;
  /** Place in the order of arrival. */
  index: number;
  since: EpochMs;
  first: RunStep;
  rows: RunStep[];
  /** The row that ended it (trace.ts). */
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
    if (closesVisit(row)) visit.over = row;
  }
  return [...visits.values()];
}
