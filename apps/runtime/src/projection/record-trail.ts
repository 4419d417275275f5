import type { TraceRow } from '@suivi/schema';
import type { PoolClient } from 'pg';
import { CHANNEL } from '../database/notifications.ts';
import type { Trail } from '../workflows/contract.ts';
import { addCounts, type Counted } from './node-counts.ts';

interface RunHome {
  organization_id: string;
  version_id: string;
}

interface StoredStep extends Counted {
  seq: number;
}

/**
 * Stores a batch of trace rows exactly once, whatever is delivered twice or late.
 *
 * A workflow task that is retried may emit other rows under the same numbers, so a batch first removes what an older
 * attempt (smaller fence) wrote from its first row on, then upserts. A batch that is older than what stands there
 * changes nothing. Counts and the run's own row follow in the same transaction.
 */
export async function recordTrail(tx: PoolClient, trail: Trail): Promise<void> {
  const [first] = trail.rows;
  if (!first) return;
  const { rows: homes } = await tx.query<RunHome>(
    'SELECT organization_id, version_id FROM runs WHERE id = $1 FOR UPDATE',
    [trail.run],
  );
  const [home] = homes;
  if (!home) throw new Error(`trace rows for run ${trail.run}, which does not exist`);
  const newer = await tx.query(
    'SELECT 1 FROM run_steps WHERE run_id = $1 AND epoch = $2 AND seq >= $3 AND fence > $4 LIMIT 1',
    [trail.run, trail.epoch, first.seq, trail.fence],
  );
  if (newer.rowCount) return;
  const removed = await tx.query<Counted>(
    'DELETE FROM run_steps WHERE run_id = $1 AND epoch = $2 AND seq >= $3 AND fence < $4 RETURNING node_id, kind, port',
    [trail.run, trail.epoch, first.seq, trail.fence],
  );
  const added = await insertSteps(tx, trail, home);
  await addCounts(tx, trail.run, home, removed.rows, -1);
  await addCounts(tx, trail.run, home, added, 1);
  if (added.length === 0 && removed.rowCount === 0) return;
  await updateRun(tx, trail);
  await tx.query('SELECT pg_notify($1, $2)', [CHANNEL.trace, home.version_id]);
}

async function insertSteps(tx: PoolClient, trail: Trail, home: RunHome): Promise<StoredStep[]> {
  const column = <T>(pick: (row: TraceRow) => T): T[] => trail.rows.map(pick);
  const instant = (at: number | undefined): Date | null => (at === undefined ? null : new Date(at));
  const { rows } = await tx.query<StoredStep>(
    `INSERT INTO run_steps (run_id, epoch, seq, fence, organization_id, version_id, node_id, visit, kind, at, port, until, by, detail)
     SELECT $1, $2, s.seq, $3, $4, $5, s.node, s.visit, s.kind, s.at, s.port, s.until, s.by, s.detail
     FROM unnest($6::int[], $7::text[], $8::int[], $9::text[], $10::timestamptz[], $11::text[], $12::timestamptz[], $13::text[], $14::jsonb[])
       AS s (seq, node, visit, kind, at, port, until, by, detail)
     ON CONFLICT (run_id, epoch, seq) DO NOTHING
     RETURNING seq, node_id, kind, port`,
    [
      trail.run,
      trail.epoch,
      trail.fence,
      home.organization_id,
      home.version_id,
      column((row) => row.seq),
      column((row) => row.node),
      column((row) => row.visit),
      column((row) => row.kind),
      column((row) => instant(row.at)),
      column((row) => row.port ?? null),
      column((row) => instant(row.until)),
      column((row) => row.by ?? null),
      column((row) => (row.detail ? JSON.stringify(row.detail) : null)),
    ],
  );
  return rows;
}

/** The run's own row says where it stands: read off its newest step, so that it heals along with the steps. */
async function updateRun(tx: PoolClient, trail: Trail): Promise<void> {
  await tx.query(
    `UPDATE runs SET
       node_id = last.node_id,
       state = CASE last.kind WHEN 'left' THEN 'finished' WHEN 'waiting' THEN 'waiting' WHEN 'held' THEN 'held' ELSE 'running' END,
       wake_at = last.until,
       outcome = CASE last.kind WHEN 'left' THEN last.by END,
       ended_at = CASE last.kind WHEN 'left' THEN last.at END
     FROM (SELECT node_id, kind, until, by, at FROM run_steps WHERE run_id = $1 ORDER BY epoch DESC, seq DESC LIMIT 1) AS last
     WHERE runs.id = $1`,
    [trail.run],
  );
}
