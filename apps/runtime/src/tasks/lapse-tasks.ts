import type { TraceRow } from '@suivi/schema';
import type { PoolClient } from 'pg';

const closesVisit = ({ port, kind }: Pick<TraceRow, 'port' | 'kind'>): boolean =>
  port !== undefined || kind === 'moved' || kind === 'joined' || kind === 'left';

/**
 * A to-do that the run waited for lapses when its visit is over without it: deadline, exit rule, an operator's move. Read
 * off the trace, so that it opens again where a retried task takes those rows back. One that the run did not wait for
 * stays open until somebody closes it.
 * @param removed how many rows of an earlier attempt were taken back.
 */
export async function lapseTasks(
  tx: PoolClient,
  run: string,
  rows: readonly TraceRow[],
  removed: number,
): Promise<void> {
  if (removed === 0 && !rows.some(closesVisit)) return;
  await tx.query(
    `UPDATE tasks t SET state = now.state
     FROM (
       SELECT w.id, CASE WHEN EXISTS (
         SELECT FROM run_steps s WHERE s.run_id = w.run_id AND s.node_id = w.node_id AND s.visit = w.visit
           AND (s.port IS NOT NULL OR s.kind IN ('moved', 'joined', 'left'))
       ) THEN 'lapsed' ELSE 'open' END AS state
       FROM tasks w WHERE w.run_id = $1 AND w.waits AND w.state <> 'closed'
     ) now
     WHERE t.id = now.id AND t.state <> now.state`,
    [run],
  );
}
