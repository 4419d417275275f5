import type { PoolClient } from 'pg';

/** The visits whose rows have just been written or taken back. */
export interface Touched {
  node_id: string;
  visit: number;
}

/**
 * Brings the places of a run up to date: the visits that have not ended, read off the rows of just those that were
 * touched. It heals along with the rows, whatever a retried task replaced.
 */
export async function updatePlaces(tx: PoolClient, run: string, touched: readonly Touched[]): Promise<void> {
  await tx.query(
    `WITH touched AS (
       SELECT DISTINCT node_id, visit FROM unnest($2::text[], $3::int[]) AS t (node_id, visit)
     ), open AS (
       SELECT s.node_id, s.visit, min(s.at) AS since,
              (array_agg(s.until ORDER BY s.epoch DESC, s.seq DESC))[1] AS until,
              (array_agg(s.kind ORDER BY s.epoch DESC, s.seq DESC))[1] AS kind
       FROM run_steps s JOIN touched USING (node_id, visit) WHERE s.run_id = $1
       GROUP BY s.node_id, s.visit HAVING NOT bool_or(s.port IS NOT NULL OR s.kind IN ('moved', 'joined', 'left'))
     ), gone AS (
       DELETE FROM run_places p USING touched t
       WHERE p.run_id = $1 AND p.node_id = t.node_id AND p.visit = t.visit
         AND NOT EXISTS (SELECT 1 FROM open o WHERE o.node_id = t.node_id AND o.visit = t.visit)
     )
     INSERT INTO run_places (organization_id, journey_id, version_id, run_id, node_id, visit, since, until, state)
     SELECT r.organization_id, r.journey_id, r.version_id, r.id, o.node_id, o.visit, o.since, o.until,
            CASE WHEN o.kind IN ('waiting', 'acting', 'held') THEN o.kind WHEN o.kind = 'deferred' THEN 'waiting' ELSE 'running' END
     FROM open o JOIN runs r ON r.id = $1
     ON CONFLICT (run_id, node_id, visit) DO UPDATE
       SET since = excluded.since, until = excluded.until, state = excluded.state`,
    [run, touched.map(({ node_id }) => node_id), touched.map(({ visit }) => visit)],
  );
}
