import type { VersionView } from '@suivi/schema';
import type { PoolClient } from 'pg';

/** All versions of a journey, newest first. */
export async function versionsOf(tx: PoolClient, journey: string): Promise<VersionView[]> {
  const { rows } = await tx.query<VersionView>(
    `SELECT id, number, plan_hash AS "planHash", published_by_name AS "publishedBy", published_at AS "publishedAt", note
     FROM journey_versions WHERE journey_id = $1 ORDER BY number DESC`,
    [journey],
  );
  return rows;
}
