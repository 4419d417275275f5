import { PEOPLE_AT_NODE, type PeopleState, SuiviError } from '@suivi/schema';
import { validate } from 'uuid';
import { handsOn } from '../tasks/hands-on.ts';

/** People per page; a statement reads one more, to know whether there is another page. */
export const PAGE = 50;

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

const PERSON = `r.id AS run, p.external_id, i.name, r.test, r.trial_id IS NOT NULL AS trial,
  p.zone, r.version_id, v.number AS version, r.state,
  CASE WHEN r.ended_at IS NULL THEN r.node_id END AS run_node, r.outcome`;

const WHO = `JOIN journey_versions v ON v.id = r.version_id JOIN patients p ON p.id = r.patient_id
  LEFT JOIN patient_identities i ON i.patient_id = p.id`;

/** `$1` the journey, `$2` the versions, `$3` the patients searched for, or NULL for everybody. */
export function peopleStatement(
  input: PeopleInput,
  versions: readonly string[],
  found: readonly string[] | null,
): [sql: string, values: unknown[]] {
  const values: unknown[] = [input.journey, versions, found];
  const value = (given: unknown): string => `$${values.push(given)}`;
  const { state } = input;
  if (input.node === undefined) return [ofJourney(input, value), values];
  if (input.port === undefined && (state === 'here' || state === 'held')) return [atNow(input, state, value), values];
  return [found ? ofRowsOfFew(input, value) : ofRows(input, value), values];
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
  // The page is cut before anybody's name is looked up: ten thousand people cost no more than fifty.
  return `SELECT ${PERSON}, NULL::int AS visit, r.entered_at AS at, CASE WHEN r.ended_at IS NULL THEN r.wake_at END AS until,
      ${handsOn('r.id', 'r.node_id', 'v.document')} AS hands_on,
      ${MICROS('r.entered_at')} || '/' || r.id AS key
    FROM (
      SELECT * FROM runs r
      WHERE r.journey_id = $1 AND r.version_id = ANY($2) ${only} AND ($3::uuid[] IS NULL OR r.patient_id = ANY($3)) ${beyond}
      ORDER BY r.entered_at DESC, r.id DESC LIMIT ${PAGE + 1}) r ${WHO}
    ORDER BY r.entered_at DESC, r.id DESC`;
}

/** Those who wait longest first. */
function atNow({ node, after }: PeopleInput, state: 'here' | 'held', value: Value): string {
  const [since, run, visit] = after === undefined ? [] : placeOf(after);
  const beyond =
    since === undefined
      ? ''
      : `AND (c.since, c.run_id, c.visit) > (${instant(value(since))}, ${value(run)}::uuid, ${value(visit)}::int)`;
  return `SELECT ${PERSON}, c.visit, c.since AS at, c.until, ${handsOn('c.run_id', 'c.node_id', 'v.document')} AS hands_on,
      ${MICROS('c.since')} || '/' || c.run_id || '/' || c.visit AS key
    FROM (
      SELECT * FROM run_places c
      WHERE c.journey_id = $1 AND c.version_id = ANY($2) AND c.node_id = ${value(node)}
        AND c.state ${state === 'held' ? '=' : '<>'} 'held' ${beyond}
        AND ($3::uuid[] IS NULL OR c.run_id IN (SELECT id FROM runs WHERE journey_id = $1 AND patient_id = ANY($3)))
      ORDER BY c.since, c.run_id, c.visit LIMIT ${PAGE + 1}) c
    JOIN runs r ON r.id = c.run_id ${WHO}
    ORDER BY c.since, c.run_id, c.visit`;
}

/** The newest rows first that were counted: entered, left, moved, or gone by a port. */
function ofRows(input: PeopleInput, value: Value): string {
  const counted = countedRows(input, value);
  return `SELECT ${PERSON}, c.visit, c.at, NULL::timestamptz AS until, false AS hands_on, c.id::text AS key
    FROM (
      SELECT s.* FROM unnest($2::uuid[]) AS each (version), LATERAL (
        SELECT * FROM run_steps s WHERE s.version_id = each.version AND ${counted}
        ORDER BY s.id DESC LIMIT ${PAGE + 1}) s
      ORDER BY s.id DESC LIMIT ${PAGE + 1}) c
    JOIN runs r ON r.id = c.run_id AND r.journey_id = $1 AND $3::uuid[] IS NULL ${WHO}
    ORDER BY c.id DESC`;
}

/** The same for a few patients: their runs first, then the rows of just those. */
function ofRowsOfFew(input: PeopleInput, value: Value): string {
  return `SELECT ${PERSON}, s.visit, s.at, NULL::timestamptz AS until, false AS hands_on, s.id::text AS key
    FROM (
      SELECT * FROM runs r WHERE r.journey_id = $1 AND r.version_id = ANY($2) AND r.patient_id = ANY($3)) r
    JOIN run_steps s ON s.run_id = r.id AND ${countedRows(input, value)} ${WHO}
    ORDER BY s.id DESC LIMIT ${PAGE + 1}`;
}

function countedRows({ node, port, state = 'entered', after }: PeopleInput, value: Value): string {
  const kind = (PEOPLE_AT_NODE as readonly string[]).includes(state) ? state : 'entered';
  const counted = port === undefined ? `s.kind = ${value(kind)}` : `s.port = ${value(port)}`;
  const beyond = after === undefined ? '' : `AND s.id < ${value(rowOf(after))}::bigint`;
  return `s.node_id = ${value(node)} AND ${counted} ${beyond}`;
}

/** @throws SuiviError INPUT_INVALID */
function rowOf(after: string): string {
  if (/^\d{1,18}$/.test(after)) return after;
  throw new SuiviError('INPUT_INVALID', { field: 'after', reason: 'not from a page before' });
}
