import { type PatientListItem, type PatientRun, type PatientView, SuiviError } from '@suivi/schema';
import type { PoolClient } from 'pg';
import type { Caller } from '../api/caller.ts';
import { shownName } from '../people/mask.ts';
import { zonesOf } from '../people/version-zones.ts';
import { handsOn } from '../tasks/hands-on.ts';
import { clinicalHoldOf } from './clinical-hold.ts';

const PAGE = 50;
const RUNS = 100;

interface ListRow {
  id: string;
  external_id: string;
  name: string | null;
  test: boolean;
  open_runs: number;
  open_tasks: number;
  zone: string | null;
  version_id: string | null;
  last_event_at: number | null;
}

/**
 * Patients, newest record first. With the right to see identities the query is looked for in names and external ids;
 * without it only a whole external id is found: a search must not tell names letter by letter.
 */
export async function listPatients(
  tx: PoolClient,
  caller: Caller,
  { query, after }: { query: string; after?: string | undefined },
): Promise<{ items: PatientListItem[]; next?: string }> {
  const { rows } = await tx.query<ListRow>(
    `SELECT p.id, p.external_id, i.name, p.test,
       (SELECT count(*) FROM runs r WHERE r.patient_id = p.id AND r.ended_at IS NULL) AS open_runs,
       (SELECT count(*) FROM tasks t WHERE t.patient_id = p.id AND t.state = 'open') AS open_tasks,
       p.zone, (SELECT r.version_id FROM runs r WHERE r.patient_id = p.id ORDER BY r.entered_at DESC, r.id DESC LIMIT 1) AS version_id,
       (SELECT e.at FROM events e WHERE e.patient_id = p.id ORDER BY e.seq DESC LIMIT 1) AS last_event_at
     FROM patients p LEFT JOIN patient_identities i ON i.patient_id = p.id
     WHERE ($1 = '' OR p.external_id = $1 OR ($2 AND (strpos(lower(i.name), lower($1)) > 0 OR strpos(lower(p.external_id), lower($1)) > 0)))
       AND ($3::uuid IS NULL OR p.id < $3)
     ORDER BY p.id DESC LIMIT ${PAGE + 1}`,
    [query, seesIdentity(caller), after ?? null],
  );
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  const zones = await zonesOf(
    tx,
    page.flatMap((row) => (row.zone === null && row.version_id !== null ? [row.version_id] : [])),
  );
  return {
    items: page.map((row) => ({
      id: row.id,
      name: shownName(caller, { name: row.name, externalId: row.external_id }),
      ...(seesIdentity(caller) ? { externalId: row.external_id } : {}),
      test: row.test,
      openRuns: row.open_runs,
      openTasks: row.open_tasks,
      ...zoneOf(row, zones),
      ...(row.last_event_at === null ? {} : { lastEventAt: row.last_event_at }),
    })),
    ...(rows.length > PAGE && last ? { next: last.id } : {}),
  };
}

function zoneOf({ zone, version_id }: ListRow, zones: ReadonlyMap<string, string>): { zone?: string } {
  const known = zone ?? zones.get(version_id ?? '');
  return known === undefined ? {} : { zone: known };
}

interface PatientRow {
  external_id: string;
  name: string | null;
  chat: string | null;
  test: boolean;
  zone: string | null;
  owner: string | null;
  fields: PatientView['fields'];
  consents: PatientView['consents'];
}

/** One patient's record and their runs, newest first. @throws SuiviError PATIENT_UNKNOWN */
export async function getPatient(tx: PoolClient, caller: Caller, patient: string): Promise<PatientView> {
  const { rows } = await tx.query<PatientRow>(
    `SELECT p.external_id, i.name, i.addresses->>'wecom-kf' AS chat, p.test, p.zone, u.name AS owner, p.fields,
       coalesce((SELECT json_agg(json_build_object('purpose', c.purpose, 'granted', c.granted,
           'at', floor(extract(epoch FROM c.at) * 1000)) ORDER BY c.purpose)
         FROM consents c WHERE c.patient_id = p.id), '[]') AS consents
     FROM patients p LEFT JOIN patient_identities i ON i.patient_id = p.id LEFT JOIN auth."user" u ON u.id = p.owner_id
     WHERE p.id = $1`,
    [patient],
  );
  const [row] = rows;
  if (!row) throw new SuiviError('PATIENT_UNKNOWN');
  const hold = await clinicalHoldOf(tx, patient);
  return {
    id: patient,
    name: shownName(caller, { name: row.name, externalId: row.external_id }),
    ...(seesIdentity(caller) ? { externalId: row.external_id } : {}),
    test: row.test,
    ...(row.zone === null ? {} : { zone: row.zone }),
    ...(row.owner === null ? {} : { owner: row.owner }),
    fields: row.fields,
    consents: row.consents,
    runs: await runsOf(tx, patient),
    ...(hold ? { hold } : {}),
    ...(row.test && row.chat !== null ? { chat: row.chat } : {}),
  };
}

interface RunRow {
  id: string;
  journey_id: string;
  title: PatientRun['journey']['title'];
  number: number;
  zone: string;
  state: PatientRun['state'];
  node_id: string | null;
  node: { name?: PatientRun['journey']['title']; type: string } | null;
  entered_at: number;
  wake_at: number | null;
  hands_on: boolean;
  ended_at: number | null;
  outcome: string | null;
}

async function runsOf(tx: PoolClient, patient: string): Promise<PatientRun[]> {
  const { rows } = await tx.query<RunRow>(
    `SELECT r.id, r.journey_id, v.document->'title' AS title, v.number,
       coalesce(p.zone, v.document->>'zone') AS zone, r.state, r.node_id, v.document->'nodes'->r.node_id AS node, r.entered_at, r.wake_at, r.ended_at, r.outcome,
       ${handsOn('r.id', 'r.node_id', 'v.document')} AS hands_on
     FROM runs r JOIN journey_versions v ON v.id = r.version_id JOIN patients p ON p.id = r.patient_id
     WHERE r.patient_id = $1 ORDER BY r.ended_at IS NULL DESC, r.entered_at DESC, r.id DESC LIMIT ${RUNS}`,
    [patient],
  );
  return rows.map((row) => ({
    id: row.id,
    journey: { id: row.journey_id, title: row.title },
    number: row.number,
    zone: row.zone,
    state: row.state,
    ...(row.node_id === null || row.node === null ? {} : { node: nodeOf(row.node_id, row.node) }),
    enteredAt: row.entered_at,
    ...(row.wake_at === null ? {} : { wakeAt: row.wake_at, ...(row.hands_on ? { handsOn: true as const } : {}) }),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    ...(row.outcome === null ? {} : { outcome: row.outcome }),
  }));
}

const nodeOf = (id: string, { name, type }: NonNullable<RunRow['node']>): NonNullable<PatientRun['node']> => ({
  id,
  type,
  ...(name ? { name } : {}),
});

const seesIdentity = (caller: Caller): boolean => caller.permissions.has('patient.identity');
