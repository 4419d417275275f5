import type { Journey, LiveCounts, NodeCount, RunTotals } from '@suivi/schema';
import type { PoolClient } from 'pg';
import { nodeCounts } from './node-numbers.ts';
import { versionDocuments } from './wiring.ts';

/** The versions of a journey that a look covers. */
export interface Scope {
  journey: string;
  /** The newest one: its picture is drawn. */
  newest: string;
  /** Only this version; absent = all. */
  only?: string | undefined;
}

/** Reads all counts of a journey. Needs a REPEATABLE READ transaction: numbers and cursor belong to one snapshot. */
export async function readCounts(tx: PoolClient, scope: Scope): Promise<LiveCounts> {
  const versions = await readVersions(tx, scope.journey);
  const counted = versions.filter(({ id }) => scope.only === undefined || id === scope.only);
  const { cursor, newest, now } = await readCursor(tx, scope.journey);
  const entered = counted.filter(({ entered }) => entered > 0).map(({ id }) => id);
  // Where only the newest version has people, nothing can lead elsewhere: no document needs to be read.
  const older = entered.some((id) => id !== scope.newest);
  const drawn = older ? await versionDocuments(tx, [scope.newest, ...entered]) : new Map<string, Journey>();
  return {
    version: scope.newest,
    cursor,
    settled: cursor === newest,
    asOf: now,
    nodes: await readNodes(tx, scope, entered, drawn),
    totals: sumOf(counted),
    versions: versions.filter(({ entered }) => entered > 0),
  };
}

/**
 * Sequences are not commit-ordered: below the snapshot's xmin no row can appear any more, so the greatest (xid, id)
 * there is safe to resume from. One cursor for all versions, so that it stays when somebody looks at one of them.
 */
async function readCursor(tx: PoolClient, journey: string): Promise<{ cursor: string; newest: string; now: number }> {
  const newestOf = (where: string) =>
    `(SELECT s.xid::text || ':' || s.id FROM journey_versions v, LATERAL (
        SELECT xid, id FROM run_steps WHERE version_id = v.id ${where} ORDER BY xid DESC, id DESC LIMIT 1) s
      WHERE v.journey_id = $1 ORDER BY s.xid DESC, s.id DESC LIMIT 1)`;
  const { rows } = await tx.query<{ cursor: string | null; newest: string | null; now: number }>(
    `SELECT ${newestOf('AND xid < pg_snapshot_xmin(pg_current_snapshot())')} AS cursor, ${newestOf('')} AS newest,
            now() AS now`,
    [journey],
  );
  const [row] = rows;
  return { cursor: row?.cursor ?? '0:0', newest: row?.newest ?? '0:0', now: row?.now ?? 0 };
}

async function readNodes(
  tx: PoolClient,
  { journey, newest }: Scope,
  versions: readonly string[],
  drawn: ReadonlyMap<string, Journey>,
): Promise<Record<string, NodeCount>> {
  const { rows } = await tx.query<{ version: string; node: string; what: string; n: number }>(
    `SELECT version_id AS version, node_id AS node, what, sum(n)::bigint AS n FROM node_counts
     WHERE version_id = ANY($1) GROUP BY 1, 2, 3 ORDER BY 2, 3, 1`,
    [versions],
  );
  const held = await tx.query<{ node: string; n: number }>(
    `SELECT node_id AS node, count(*) AS n FROM run_places
     WHERE journey_id = $1 AND state = 'held' AND version_id = ANY($2) GROUP BY 1`,
    [journey, versions],
  );
  return nodeCounts(rows, held.rows, { newest, drawn });
}

async function readVersions(tx: PoolClient, journey: string): Promise<LiveCounts['versions']> {
  const { rows } = await tx.query<LiveCounts['versions'][number]>(
    `SELECT v.id, v.number, coalesce(r.entered, 0) AS entered, coalesce(r.inside, 0) AS inside,
            coalesce(r.finished, 0) AS finished, coalesce(r.exited, 0) AS exited, coalesce(r.held, 0) AS held
     FROM journey_versions v LEFT JOIN (
       SELECT version_id, count(*) AS entered, count(*) FILTER (WHERE state IN ('running', 'waiting')) AS inside,
              count(*) FILTER (WHERE state = 'finished') AS finished, count(*) FILTER (WHERE state = 'exited') AS exited,
              count(*) FILTER (WHERE state IN ('held', 'failed')) AS held
       FROM runs WHERE journey_id = $1 GROUP BY version_id
     ) r ON r.version_id = v.id
     WHERE v.journey_id = $1 ORDER BY v.number DESC`,
    [journey],
  );
  return rows;
}

function sumOf(all: readonly RunTotals[]): RunTotals {
  const totals: RunTotals = { entered: 0, inside: 0, finished: 0, exited: 0, held: 0 };
  for (const each of all) for (const key of Object.keys(totals) as (keyof RunTotals)[]) totals[key] += each[key];
  return totals;
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
