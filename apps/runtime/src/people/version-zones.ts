import type { PoolClient } from 'pg';

/**
 * The zones of these versions' journeys, used where a patient has none. Asked for once per version and not beside each
 * row: reading one field of a document costs as much as reading all of it.
 */
export async function zonesOf(tx: PoolClient, versions: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await tx.query<{ id: string; zone: string }>(
    "SELECT id, document->>'zone' AS zone FROM journey_versions WHERE id = ANY($1)",
    [[...new Set(versions)]],
  );
  return new Map(rows.map(({ id, zone }) => [id, zone]));
}
