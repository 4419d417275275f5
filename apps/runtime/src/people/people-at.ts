import {
  PEOPLE_AT_NODE,
  type PeoplePage,
  type PeopleState,
  type PersonAt,
  type RunState,
  SuiviError,
} from '@suivi/schema';
import type { PoolClient } from 'pg';
import { validate } from 'uuid';
import type { Caller } from '../api/caller.ts';
import { shownName } from './mask.ts';

const PAGE = 50;

export interface PeopleInput {
  journey: string;
  /** A node: its people. Absent: the whole journey. */
  node?: string | undefined;
  /** Those who left the node by this port. */
  port?: string | undefined;
  state?: PeopleState | undefined;
  /** Only this version; absent = all. */
  version?: string | undefined;
  /** Part of the name or of the id in the sending system. */
  search?: string | undefined;
  after?: string | undefined;
}

interface Row {
  run: string;
  external_id: string;
  name: string | null;
  test: boolean;
  trial: boolean;
  version: number;
  state: RunState;
  run_node: string | null;
  visit: number | null;
  at: number;
  until: number | null;
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
  const { rows } = await tx.query<Row>(...statement(input, counted));
  const page = rows.slice(0, PAGE);
  const last = rows.length > PAGE ? page.at(-1) : undefined;
  return { people: page.map((row) => personAt(caller, row)), ...(last ? { next: last.key } : {}) };
}

const personAt = (caller: Caller, row: Row): PersonAt => ({
  run: row.run,
  patient: shownName(caller, { name: row.name, externalId: row.external_id }),
  test: row.test,
  trial: row.trial,
  version: row.version,
  state: row.state,
  ...(row.run_node === null ? {} : { node: row.run_node }),
  ...(row.visit === null ? {} : { visit: row.visit }),
  at: row.at,
  ...(row.until === null ? {} : { until: row.until }),
  ...(row.outcome === null ? {} : { outcome: row.outcome }),
});

const PERSON = `r.id AS run, p.external_id, i.name, r.test, r.trial_id IS NOT NULL AS trial, v.number AS version, r.state,
  CASE WHEN r.ended_at IS NULL THEN r.node_id END AS run_node, r.outcome`;

/** Joined after the page is cut where nobody is searched for: 10,000 people at a node cost no more than 50. */
const WHO = `JOIN journey_versions v ON v.id = r.version_id JOIN patients p ON p.id = r.patient_id
  LEFT JOIN patient_identities i ON i.patient_id = p.id`;

const FOUND = '(i.name ILIKE $3 OR p.external_id ILIKE $3)';

/** Which rows, in which order; `$1` the journey, `$2` the versions, `$3` the search. */
function statement(input: PeopleInput, versions: readonly string[]): [sql: string, values: unknown[]] {
  const search = input.search === undefined ? null : `%${input.search.replace(/[\\%_]/g, '\\$&')}%`;
  const values: unknown[] = [input.journey, versions, search];
  const value = (given: unknown): string => `$${values.push(given)}`;
  const state = input.state ?? (input.node === undefined ? undefined : 'entered');
  if (input.node === undefined) return [ofJourney(input, value), values];
  if (input.port === undefined && (state === 'here' || state === 'held')) return [atNow(input, state, value), values];
  return [ofRows(input, value), values];
}

type Value = (given: unknown) => string;

const MICROS = (column: string): string => `(extract(epoch FROM ${column}) * 1000000)::bigint`;
const instant = (micros: string): string => `'epoch'::timestamptz + ${micros}::bigint * interval '1 microsecond'`;

/** Microseconds, a run and a visit: where the page before ended. @throws SuiviError INPUT_INVALID */
function placeOf(after: string): [at: string, run: string, visit: string] {
  const [, at, run, visit = '0'] = /^(\d{1,17})\/([0-9a-f-]{36})(?:\/(\d{1,9}))?$/.exec(after) ?? [];
  if (at === undefined || run === undefined || !validate(run)) {
    throw new SuiviError('INPUT_INVALID', { field: 'after', reason: 'not from a page before' });
  }
  return [at, run, visit];
}

function ofJourney({ state, after }: PeopleInput, value: Value): string {
  const [at, run] = after === undefined ? [] : placeOf(after);
  const beyond = at === undefined ? '' : `AND (r.entered_at, r.id) < (${instant(value(at))}, ${value(run)}::uuid)`;
  const filter = {
    inside: "AND r.state IN ('running', 'waiting')",
    held: "AND r.state IN ('held', 'failed')",
    finished: "AND r.state = 'finished'",
    exited: "AND r.state = 'exited'",
  };
  const only = state !== undefined && state in filter ? filter[state as keyof typeof filter] : '';
  return `SELECT ${PERSON}, NULL::int AS visit, r.entered_at AS at, CASE WHEN r.ended_at IS NULL THEN r.wake_at END AS until,
      ${MICROS('r.entered_at')} || '/' || r.id AS key
    FROM runs r ${WHO}
    WHERE r.journey_id = $1 AND r.version_id = ANY($2) ${only} AND ($3::text IS NULL OR ${FOUND}) ${beyond}
    ORDER BY r.entered_at DESC, r.id DESC LIMIT ${PAGE + 1}`;
}

/** Those who wait longest first. */
function atNow({ node, after }: PeopleInput, state: 'here' | 'held', value: Value): string {
  const [since, run, visit] = after === undefined ? [] : placeOf(after);
  const beyond =
    since === undefined
      ? ''
      : `AND (c.since, c.run_id, c.visit) > (${instant(value(since))}, ${value(run)}::uuid, ${value(visit)}::int)`;
  return `SELECT ${PERSON}, c.visit, c.since AS at, c.until,
      ${MICROS('c.since')} || '/' || c.run_id || '/' || c.visit AS key
    FROM run_places c JOIN runs r ON r.id = c.run_id ${WHO}
    WHERE c.journey_id = $1 AND c.version_id = ANY($2) AND c.node_id = ${value(node)}
      AND c.state ${state === 'held' ? '=' : '<>'} 'held' AND ($3::text IS NULL OR ${FOUND}) ${beyond}
    ORDER BY c.since, c.run_id, c.visit LIMIT ${PAGE + 1}`;
}

/** The newest rows first that were counted: entered, left, moved, or gone by a port. */
function ofRows({ node, port, state = 'entered', after }: PeopleInput, value: Value): string {
  const kind = (PEOPLE_AT_NODE as readonly string[]).includes(state) ? state : 'entered';
  const counted = port === undefined ? `s.kind = ${value(kind)}` : `s.port = ${value(port)}`;
  const beyond = after === undefined ? '' : `AND s.id < ${value(rowOf(after))}::bigint`;
  const of = value(node);
  return `SELECT ${PERSON}, c.visit, c.at, NULL::timestamptz AS until, c.id::text AS key
    FROM unnest($2::uuid[]) AS each (version), LATERAL (
      SELECT s.* FROM run_steps s
      JOIN runs sr ON sr.id = s.run_id AND sr.journey_id = $1
      WHERE s.version_id = each.version AND s.node_id = ${of} AND ${counted} ${beyond}
        AND ($3::text IS NULL OR EXISTS (
          SELECT 1 FROM patients p LEFT JOIN patient_identities i ON i.patient_id = p.id
          WHERE p.id = sr.patient_id AND ${FOUND}))
      ORDER BY s.id DESC LIMIT ${PAGE + 1}) c
    JOIN runs r ON r.id = c.run_id ${WHO}
    ORDER BY c.id DESC LIMIT ${PAGE + 1}`;
}

/** @throws SuiviError INPUT_INVALID */
function rowOf(after: string): string {
  if (/^\d{1,18}$/.test(after)) return after;
  throw new SuiviError('INPUT_INVALID', { field: 'after', reason: 'not from a page before' });
}
