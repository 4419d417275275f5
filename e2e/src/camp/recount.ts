import type { Database } from '@suivi/runtime/src/database/database.ts';

/**
 * What the canvas must show at a cursor, from `runs` and `run_steps` alone: test code, nothing of the projection. A visit
 * is opened by `entered`; whoever has not left it by a port, been moved or left the journey is still there.
 */
export async function recount(db: Database, journey: string, cursor: string): Promise<Record<string, number>> {
  const [xid = '0', id = '0'] = cursor.split(':');
  const { rows } = await db.worker.query<{ what: string; n: number }>(
    `WITH steps AS (
       SELECT s.* FROM run_steps s JOIN runs r ON r.id = s.run_id
       WHERE r.journey_id = $1 AND (s.xid, s.id) <= ($2::xid8, $3::bigint)
     ), newest AS (
       SELECT DISTINCT ON (run_id) run_id, node_id, kind FROM steps ORDER BY run_id, epoch DESC, seq DESC
     )
     SELECT node_id || ' entered' AS what, count(*)::int AS n FROM steps WHERE kind = 'entered' GROUP BY node_id
     UNION ALL
     SELECT node_id || ' port:' || port, count(*)::int FROM steps WHERE port IS NOT NULL GROUP BY node_id, port
     UNION ALL
     SELECT opened.node_id || ' here', count(*)::int FROM steps opened
     WHERE opened.kind = 'entered' AND NOT EXISTS (
       SELECT FROM steps closing WHERE closing.run_id = opened.run_id AND closing.node_id = opened.node_id
         AND closing.visit = opened.visit AND (closing.port IS NOT NULL OR closing.kind IN ('moved', 'left')))
       AND NOT EXISTS (SELECT FROM newest WHERE newest.run_id = opened.run_id AND newest.kind = 'held' AND newest.node_id = opened.node_id)
     GROUP BY opened.node_id
     UNION ALL
     SELECT node_id || ' held', count(*)::int FROM newest WHERE kind = 'held' GROUP BY node_id`,
    [journey, xid, id],
  );
  return Object.fromEntries(rows.map(({ what, n }) => [what, n]));
}

/** Numbers that differ; one that is not shown counts as none. Ports of nodes with a single one are shown as a total. */
export function differences(shown: Record<string, number>, counted: Record<string, number>): string[] {
  const expected = (what: string): number => counted[what] ?? 0;
  const wrong = Object.entries(shown).filter(([what, n]) => n !== expected(what));
  const hidden = Object.entries(counted).filter(
    ([what, n]) => n > 0 && !what.includes('port:') && shown[what] === undefined,
  );
  return [
    ...wrong.map(([what, n]) => `${what}: shown ${n}, rows say ${expected(what)}`),
    ...hidden.map(([what, n]) => `${what}: not shown, rows say ${n}`),
  ];
}
