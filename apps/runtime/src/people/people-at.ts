import { type PeoplePage, type PersonAt, type RunState, SuiviError } from '@suivi/schema';
import type { PoolClient } from 'pg';
import type { Caller } from '../api/caller.ts';
import { shownName } from './mask.ts';
import { PAGE, type PeopleInput, peopleStatement } from './people-statement.ts';
import { zonesOf } from './version-zones.ts';

interface Row {
  run: string;
  external_id: string;
  name: string | null;
  test: boolean;
  trial: boolean;
  zone: string | null;
  version_id: string;
  version: number;
  state: RunState;
  run_node: string | null;
  visit: number | null;
  at: number;
  until: number | null;
  hands_on: boolean;
  outcome: string | null;
  key: string;
}

/**
 * The people behind a number, 50 at a time. The list of a count has exactly as many entries as the count says.
 * @throws SuiviError JOURNEY_UNKNOWN; NOT_ALLOWED for a search without the right to see identities.
 */
export async function peopleAt(tx: PoolClient, caller: Caller, input: PeopleInput): Promise<PeoplePage> {
  if (input.search !== undefined && !caller.permissions.has('patient.identity')) {
    throw new SuiviError('NOT_ALLOWED', { permission: 'patient.identity' });
  }
  const { rows: versions } = await tx.query<{ id: string | null }>(
    'SELECT v.id FROM journeys j LEFT JOIN journey_versions v ON v.journey_id = j.id WHERE j.id = $1',
    [input.journey],
  );
  if (versions.length === 0) throw new SuiviError('JOURNEY_UNKNOWN');
  const counted = versions.flatMap(({ id }) => (id !== null && (input.version ?? id) === id ? [id] : []));
  const found = input.search === undefined ? null : await patientsLike(tx, input.search);
  const { rows } = await tx.query<Row>(...peopleStatement(input, counted, found));
  const page = rows.slice(0, PAGE);
  const last = rows.length > PAGE ? page.at(-1) : undefined;
  const zones = await zonesOf(
    tx,
    page.flatMap((row) => (row.zone === null ? [row.version_id] : [])),
  );
  return { people: page.map((row) => personAt(caller, row, zones)), ...(last ? { next: last.key } : {}) };
}

const personAt = (caller: Caller, row: Row, zones: ReadonlyMap<string, string>): PersonAt => ({
  run: row.run,
  patient: shownName(caller, { name: row.name, externalId: row.external_id }),
  test: row.test,
  trial: row.trial,
  zone: row.zone ?? zones.get(row.version_id) ?? 'UTC',
  version: row.version,
  state: row.state,
  ...(row.run_node === null ? {} : { node: row.run_node }),
  ...(row.visit === null ? {} : { visit: row.visit }),
  at: row.at,
  ...(row.until === null ? {} : { until: row.until, ...(row.hands_on ? { handsOn: true as const } : {}) }),
  ...(row.outcome === null ? {} : { outcome: row.outcome }),
});

/** A search that finds more says too little: those first by id are as good as any. */
const FOUND = 500;

/** Patients whose name or id in the sending system holds this text. */
async function patientsLike(tx: PoolClient, text: string): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT id FROM patients WHERE external_id ILIKE $1
     UNION SELECT patient_id FROM patient_identities WHERE name ILIKE $1 LIMIT ${FOUND}`,
    [`%${text.replace(/[\\%_]/g, '\\$&')}%`],
  );
  return rows.map(({ id }) => id);
}
