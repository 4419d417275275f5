import { type ReviewComment, type ReviewThread, SuiviError } from '@suivi/schema';
import type { PoolClient } from 'pg';
import type { Caller } from '../api/caller.ts';

interface ThreadRow {
  id: string;
  journey_id: string;
  node_id: string | null;
  quote: string | null;
  revision: number;
  must_fix: boolean;
  resolved_at: number | null;
  resolved_by_name: string | null;
  created_by: string;
  comments: ReviewComment[];
}

/** The threads of a journey, oldest first. @throws SuiviError JOURNEY_UNKNOWN */
export async function readThreads(tx: PoolClient, caller: Caller, journey: string): Promise<ReviewThread[]> {
  const known = await tx.query('SELECT 1 FROM journeys WHERE id = $1', [journey]);
  if (!known.rowCount) throw new SuiviError('JOURNEY_UNKNOWN');
  const { rows } = await tx.query<ThreadRow>(`${SELECT} WHERE t.journey_id = $1 ORDER BY t.created_at, t.id`, [
    journey,
  ]);
  return rows.map((row) => viewOf(caller, row));
}

/** One thread, with the journey that it belongs to. @throws SuiviError THREAD_UNKNOWN */
export async function readThread(
  tx: PoolClient,
  caller: Caller,
  thread: string,
): Promise<{ journey: string; view: ReviewThread }> {
  const { rows } = await tx.query<ThreadRow>(`${SELECT} WHERE t.id = $1`, [thread]);
  const [row] = rows;
  if (!row) throw new SuiviError('THREAD_UNKNOWN');
  return { journey: row.journey_id, view: viewOf(caller, row) };
}

/** The nodes with a thread that must be mended before publishing; undefined stands for the journey as a whole. */
export async function openMustFix(tx: PoolClient, journey: string): Promise<(string | undefined)[]> {
  const { rows } = await tx.query<{ node_id: string | null }>(
    'SELECT node_id FROM review_threads WHERE journey_id = $1 AND must_fix AND resolved_at IS NULL ORDER BY created_at',
    [journey],
  );
  return rows.map(({ node_id }) => node_id ?? undefined);
}

const SELECT = `SELECT t.id, t.journey_id, t.node_id, t.quote, t.revision, t.must_fix, t.resolved_at, t.resolved_by_name, t.created_by,
    (SELECT json_agg(json_build_object('id', c.id, 'body', c.body, 'by', c.by_name,
              'at', floor(extract(epoch FROM c.at) * 1000)) ORDER BY c.at, c.id)
     FROM review_comments c WHERE c.thread_id = t.id) AS comments
  FROM review_threads t`;

const viewOf = (caller: Caller, row: ThreadRow): ReviewThread => ({
  id: row.id,
  ...(row.node_id === null ? {} : { node: row.node_id }),
  ...(row.quote === null ? {} : { quote: row.quote }),
  mustFix: row.must_fix,
  revision: row.revision,
  ...(row.resolved_at === null ? {} : { resolved: { by: row.resolved_by_name ?? '', at: row.resolved_at } }),
  mine: mayResolve(caller, { mustFix: row.must_fix, createdBy: row.created_by }),
  comments: row.comments,
});

/** What a reviewer calls a must-fix is closed by a reviewer, or by whoever said it: the author's word is not enough. */
export const mayResolve = (caller: Caller, thread: { mustFix: boolean; createdBy: string }): boolean =>
  caller.permissions.has('review.comment') &&
  (!thread.mustFix || thread.createdBy === caller.userId || caller.permissions.has('journey.approve'));
