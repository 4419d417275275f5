import { type RunListItem, type RunPlace, type RunState, type RunView, SuiviError } from '@suivi/schema';
import type { PoolClient } from 'pg';
import type { Caller } from '../api/caller.ts';
import { handsOn } from '../tasks/hands-on.ts';
import { shownName } from './mask.ts';
import { stepsOf } from './run-steps.ts';

const PAGE = 200;

interface RunRow {
  id: string;
  journey_id: string;
  version_id: string;
  number: number;
  zone: string;
  test: boolean;
  state: RunState;
  node_id: string | null;
  entered_at: number;
  wake_at: number | null;
  outcome: string | null;
  external_id: string;
  name: string | null;
  address: string | null;
}

const SELECT = `SELECT r.id, r.journey_id, r.version_id, v.number, coalesce(p.zone, v.document->>'zone') AS zone,
    r.test, r.state, r.node_id, r.entered_at, r.wake_at, r.outcome, p.external_id, i.name, i.addresses->>'wecom-kf' AS address
  FROM runs r JOIN journey_versions v ON v.id = r.version_id
  JOIN patients p ON p.id = r.patient_id
  LEFT JOIN patient_identities i ON i.patient_id = r.patient_id`;

/**
 * The newest runs of a journey, or with `node` the people who are at that node now.
 * @throws SuiviError JOURNEY_UNKNOWN
 */
export async function listRuns(
  tx: PoolClient,
  caller: Caller,
  input: { journey: string; node?: string | undefined },
): Promise<RunListItem[]> {
  const known = await tx.query('SELECT 1 FROM journeys WHERE id = $1', [input.journey]);
  if (!known.rowCount) throw new SuiviError('JOURNEY_UNKNOWN');
  const { rows } = await tx.query<RunRow>(
    `${SELECT} WHERE r.journey_id = $1 AND ($2::text IS NULL OR (r.node_id = $2 AND r.ended_at IS NULL))
     ORDER BY r.entered_at DESC, r.id DESC LIMIT ${PAGE}`,
    [input.journey, input.node ?? null],
  );
  return rows.map((row) => listItem(caller, row));
}

/** One run with everything that happened in it. @throws SuiviError RUN_UNKNOWN */
export async function getRun(tx: PoolClient, caller: Caller, run: string): Promise<RunView> {
  const { rows } = await tx.query<RunRow>(`${SELECT} WHERE r.id = $1`, [run]);
  const [row] = rows;
  if (!row) throw new SuiviError('RUN_UNKNOWN');
  return {
    ...listItem(caller, row),
    journey: row.journey_id,
    places: await placesOf(tx, run),
    version: row.version_id,
    number: row.number,
    zone: row.zone,
    ...(row.test && row.address !== null ? { chat: row.address } : {}),
    steps: await stepsOf(tx, caller, run),
  };
}

const listItem = (caller: Caller, row: RunRow): RunListItem => ({
  id: row.id,
  patient: shownName(caller, { name: row.name, externalId: row.external_id }),
  test: row.test,
  state: row.state,
  ...(row.node_id === null ? {} : { node: row.node_id }),
  enteredAt: row.entered_at,
  ...(row.wake_at === null ? {} : { wakeAt: row.wake_at }),
  ...(row.outcome === null ? {} : { outcome: row.outcome }),
});

async function placesOf(tx: PoolClient, run: string): Promise<RunPlace[]> {
  const { rows } = await tx.query<Omit<RunPlace, 'until' | 'handsOn'> & { until: number | null; hands_on: boolean }>(
    `SELECT c.node_id AS node, c.visit, c.since, c.until, c.state, ${handsOn('c.run_id', 'c.node_id', 'v.document')} AS hands_on
     FROM run_places c JOIN journey_versions v ON v.id = c.version_id WHERE c.run_id = $1 ORDER BY c.since, c.node_id`,
    [run],
  );
  return rows.map(({ until, hands_on, ...place }) => ({
    ...place,
    ...(until === null ? {} : { until, ...(hands_on ? { handsOn: true as const } : {}) }),
  }));
}
