import type { PoolClient } from 'pg';

/** As much of a trace row as counting needs. */
export interface Counted {
  node_id: string;
  kind: string;
  port: string | null;
  /** Who moved the run, for `moved`. */
  by?: string | null;
  /** Who ended the run, for `left`, when it was no exit of the drawing. */
  exit?: string | null;
}

const SLOTS = 8;

/** Whether a row is the last of its visit (trace.ts): a fork leaves by further ports after the one that closed it. */
export const closesVisit = ({ kind, port }: { kind: string; port?: string | null | undefined }): boolean =>
  kind === 'moved' ||
  kind === 'left' ||
  kind === 'joined' ||
  (kind !== 'forked' && port !== null && port !== undefined);

/**
 * What one row adds to the numbers of its node. `entered` opens a visit, a row with a port, `moved` or `left` closes
 * it; `here` is therefore exactly "entered and not yet gone", for every node type there is or will be. Who is held is
 * read off the places (run-places.ts): it ends without a row of its own.
 */
export function contributions(row: Counted): { what: string; n: number }[] {
  const parts: { what: string; n: number }[] = [];
  if (row.kind === 'entered') parts.push({ what: 'entered', n: 1 }, { what: 'here', n: 1 });
  if (row.port !== null) parts.push({ what: `port:${row.port}`, n: 1 });
  if (closesVisit(row)) parts.push({ what: 'here', n: -1 });
  if (row.kind === 'moved' || row.kind === 'left') {
    parts.push({ what: row.kind, n: 1 });
    const why = row.kind === 'moved' ? row.by : row.exit;
    if (why) parts.push({ what: `${row.kind}:${why}`, n: 1 });
  }
  return parts;
}

/**
 * Adds what new rows contribute and takes away what removed ones did: in one statement and in a fixed order, so that two
 * transactions never wait for each other in a circle.
 */
export async function addCounts(
  tx: PoolClient,
  runId: string,
  home: { organization_id: string; version_id: string },
  added: readonly Counted[],
  removed: readonly Counted[] = [],
): Promise<void> {
  const sums = new Map<string, { node: string; what: string; n: number }>();
  const count = (row: Counted, sign: 1 | -1): void => {
    for (const { what, n } of contributions(row)) {
      const key = `${row.node_id} ${what}`;
      const sum = sums.get(key) ?? { node: row.node_id, what, n: 0 };
      sums.set(key, { ...sum, n: sum.n + n * sign });
    }
  };
  for (const row of removed) count(row, -1);
  for (const row of added) count(row, 1);
  const changed = [...sums.entries()]
    .filter(([, sum]) => sum.n !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, sum]) => sum);
  if (changed.length === 0) return;
  await tx.query(
    `INSERT INTO node_counts (organization_id, version_id, node_id, what, slot, n)
     SELECT $1, $2, c.node, c.what, $3, c.n FROM unnest($4::text[], $5::text[], $6::bigint[]) AS c (node, what, n)
     ON CONFLICT (version_id, node_id, what, slot) DO UPDATE SET n = node_counts.n + excluded.n`,
    [
      home.organization_id,
      home.version_id,
      slotOf(runId),
      changed.map((sum) => sum.node),
      changed.map((sum) => sum.what),
      changed.map((sum) => sum.n),
    ],
  );
}

/** The last hex digit of a uuidv7 is random. */
const slotOf = (runId: string): number => Number.parseInt(runId.slice(-1), 16) % SLOTS;
