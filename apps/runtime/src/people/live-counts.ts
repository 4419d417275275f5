import type { LiveCounts, NodeCount } from '@suivi/schema';
import type { PoolClient } from 'pg';

/** The counts of a version as one snapshot saw them. */
export interface Counted {
  counts: LiveCounts;
  /**
   * True when a row is counted that the cursor does not cover yet: an older transaction is still open, so rows with
   * smaller keys may yet appear. Look again soon.
   */
  behind: boolean;
}

/** Reads all counts of a version. Needs a REPEATABLE READ transaction: numbers and cursor belong to one snapshot. */
export async function readCounts(tx: PoolClient, journey: string, version: string): Promise<Counted> {
  const { cursor, newest, now } = await readCursor(tx, version);
  return {
    counts: {
      version,
      cursor,
      asOf: now,
      nodes: await readNodes(tx, version),
      totals: await readTotals(tx, journey, version),
    },
    behind: cursor !== newest,
  };
}

/**
 * Sequences are not commit-ordered: below the snapshot's xmin no row can appear any more, so the greatest (xid, id)
 * there is safe to resume from.
 */
async function readCursor(tx: PoolClient, version: string): Promise<{ cursor: string; newest: string; now: number }> {
  const { rows } = await tx.query<{ cursor: string | null; newest: string | null; now: number }>(
    `SELECT (SELECT xid::text || ':' || id FROM run_steps
             WHERE version_id = $1 AND xid < pg_snapshot_xmin(pg_current_snapshot())
             ORDER BY xid DESC, id DESC LIMIT 1) AS cursor,
            (SELECT xid::text || ':' || id FROM run_steps
             WHERE version_id = $1 ORDER BY xid DESC, id DESC LIMIT 1) AS newest,
            now() AS now`,
    [version],
  );
  const [row] = rows;
  return { cursor: row?.cursor ?? '0:0', newest: row?.newest ?? '0:0', now: row?.now ?? 0 };
}

async function readNodes(tx: PoolClient, version: string): Promise<Record<string, NodeCount>> {
  const { rows } = await tx.query<{ node: string; what: string; n: number }>(
    `SELECT node_id AS node, what, sum(n)::bigint AS n FROM node_counts
     WHERE version_id = $1 GROUP BY node_id, what ORDER BY node_id, what`,
    [version],
  );
  const nodes = new Map<string, NodeCount>();
  for (const { node, what, n } of rows) {
    const count = nodes.get(node) ?? { entered: 0, here: 0, held: 0, left: 0, ports: {} };
    nodes.set(node, count);
    if (what.startsWith('port:')) count.ports[what.slice('port:'.length)] = n;
    else if (what === 'entered' || what === 'here' || what === 'held' || what === 'left') count[what] = n;
  }
  return Object.fromEntries(nodes);
}

async function readTotals(tx: PoolClient, journey: string, version: string): Promise<LiveCounts['totals']> {
  const { rows } = await tx.query<LiveCounts['totals']>(
    `SELECT count(*) AS entered, count(*) FILTER (WHERE ended_at IS NULL) AS inside,
            count(*) FILTER (WHERE state = 'finished') AS finished, count(*) FILTER (WHERE state = 'exited') AS exited,
            count(*) FILTER (WHERE state IN ('held', 'failed')) AS held
     FROM runs WHERE journey_id = $1 AND version_id = $2`,
    [journey, version],
  );
  return rows[0] ?? { entered: 0, inside: 0, finished: 0, exited: 0, held: 0 };
}

/** The nodes of `next` that read differently in `before`. */
export function changedNodes(
  before: Record<string, NodeCount>,
  next: Record<string, NodeCount>,
): Record<string, NodeCount> {
  return Object.fromEntries(
    Object.entries(next).filter(([node, count]) => JSON.stringify(before[node]) !== JSON.stringify(count)),
  );
}
