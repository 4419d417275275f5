import type { TraceRow } from '@suivi/schema';
import type { PoolClient } from 'pg';
import { CHANNEL } from '../database/notifications.ts';
import { lapseTasks } from '../tasks/lapse-tasks.ts';
import type { Trail } from '../workflows/contract.ts';
import { addCounts, type Counted } from './node-counts.ts';
import { type Touched, updatePlaces } from './run-places.ts';

interface RunHome {
  organization_id: string;
  version_id: string;
}

type StoredStep = Counted & Touched;

const STORED = "node_id, visit, kind, port, by, detail->>'exit' AS exit";

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
  const removed = await tx.query<StoredStep>(
    `DELETE FROM run_steps WHERE run_id = $1 AND epoch = $2 AND seq >= $3 AND fence < $4 RETURNING ${STORED}`,
    [trail.run, trail.epoch, first.seq, trail.fence],
  );
  const added = await insertSteps(tx, trail, home);
  await addCounts(tx, trail.run, home, added, removed.rows);
  if (added.length === 0 && removed.rowCount === 0) return;
  await updatePlaces(tx, trail.run, [...removed.rows, ...added]);
  await updateRun(tx, trail);
  await lapseTasks(tx, trail.run, trail.rows, removed.rowCount ?? 0);
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
     RETURNING ${STORED}`,
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

/**
 * The run's own row says where it stands: read off its newest step, so that it heals along with the steps; and off what
 * the run says of its own track, where a guard's track may have written the newest step.
 */
async function updateRun(tx: PoolClient, { run, main }: Trail): Promise<void> {
  await tx.query(
    `UPDATE runs SET
       node_id = coalesce($2, last.node_id),
       state = coalesce($3, CASE WHEN last.kind = 'left' AND last.detail->>'exit' IS NOT NULL THEN 'exited'
         WHEN last.kind = 'left' THEN 'finished' WHEN last.kind IN ('waiting', 'deferred', 'acting') THEN 'waiting'
         WHEN last.kind = 'held' THEN 'held' ELSE 'running' END),
       wake_at = CASE WHEN $2::text IS NULL THEN last.until ELSE $4::timestamptz END,
       outcome = CASE WHEN $2::text IS NULL AND last.kind = 'left' THEN last.by END,
       ended_at = CASE WHEN $2::text IS NULL AND last.kind = 'left' THEN last.at END
     FROM (SELECT node_id, kind, until, by, at, detail FROM run_steps WHERE run_id = $1 ORDER BY epoch DESC, seq DESC LIMIT 1) AS last
     WHERE runs.id = $1`,
    [run, main?.node ?? null, main?.state ?? null, main?.until === undefined ? null : new Date(main.until)],
  );
}
