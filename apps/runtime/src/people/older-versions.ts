import { type OlderVersions, SuiviError } from '@suivi/schema';
import type { PoolClient } from 'pg';
import { targetOf, versionDocuments } from './wiring.ts';

/**
 * Removed nodes that people are or were at, and wires that people went along and that lead elsewhere today: what has
 * to be drawn beside the newest version, so that every number has a place.
 * @throws SuiviError JOURNEY_UNKNOWN
 */
export async function readOlderVersions(
  tx: PoolClient,
  input: { journey: string; version?: string | undefined },
): Promise<OlderVersions> {
  const { rows: versions } = await tx.query<{ id: string | null; number: number }>(
    `SELECT v.id, v.number FROM journeys j LEFT JOIN journey_versions v ON v.journey_id = j.id
     WHERE j.id = $1 ORDER BY v.number DESC`,
    [input.journey],
  );
  const [newest, ...rest] = versions;
  if (!newest) throw new SuiviError('JOURNEY_UNKNOWN');
  const older = rest.flatMap(({ id, number }) =>
    id !== null && (input.version === undefined || id === input.version) ? [{ id, number }] : [],
  );
  const view: OlderVersions = { ghosts: {}, wires: [] };
  if (newest.id === null || older.length === 0) return view;
  const { rows: reached } = await tx.query<{ version: string; node: string; what: string }>(
    `SELECT DISTINCT version_id AS version, node_id AS node, what FROM node_counts
     WHERE version_id = ANY($1) AND (what = 'entered' OR what LIKE 'port:%')`,
    [older.map(({ id }) => id)],
  );
  const documents = await versionDocuments(tx, [newest.id, ...reached.map(({ version }) => version)]);
  const today = documents.get(newest.id);
  // Newest first: a ghost looks as it did last.
  for (const { id, number } of older) {
    const document = documents.get(id);
    for (const { node, what } of reached.filter(({ version }) => version === id)) {
      const content = document?.nodes[node];
      if (!document || !content) continue;
      if (!today?.nodes[node]) {
        view.ghosts[node] ??= { node: content, at: document.layout[node] ?? { x: 0, y: 0 }, version: number };
      }
      const port = what.startsWith('port:') ? what.slice('port:'.length) : undefined;
      const to = port === undefined ? undefined : targetOf(document, node, port);
      if (port === undefined || to === undefined || to === targetOf(today, node, port)) continue;
      const known = view.wires.some((wire) => wire.from === node && wire.port === port && wire.to === to);
      if (!known) view.wires.push({ from: node, port, to, version: number });
    }
  }
  return view;
}
