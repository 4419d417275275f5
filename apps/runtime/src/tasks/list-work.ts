import type { EpochMs, LocalText, OutboxState, WorkDue, WorkFilter, WorkItem, WorkList } from '@suivi/schema';
import type { PoolClient } from 'pg';
import type { Caller } from '../api/caller.ts';
import { shownName } from '../people/mask.ts';
import { knownData } from './known-data.ts';
import { clockNow, joinClock } from './patient-clock.ts';
import { afterCursor, cursorOf } from './work-cursor.ts';

export interface WorkQuery {
  filter: WorkFilter;
  group?: string | undefined;
  due: WorkDue;
  after?: string | undefined;
}

const PAGE = 50;

/**
 * To-dos and messages that wait for a person, in one list, the most urgent first. `now` on the patient's clock decides
 * what is overdue, and the end of the patient's own day what is due today.
 * `$1` user · `$2` now · `$3` only mine · `$4` group
 */
const OPEN = `WITH item AS (
    SELECT 'task' AS kind, t.id::text AS id, t.group_key, t.patient_id, t.run_id, t.version_id, t.node_id, t.at, t.due_at AS due,
      ${clockNow('$2::timestamptz')} AS now, false AS decided
    FROM tasks t ${joinClock('t.patient_id')} WHERE t.state = 'open'
    UNION ALL
    -- how long a text may wait is real time for everybody
    SELECT 'message', o.key, o.group_key, o.patient_id, o.run_id, o.version_id, o.node_id, o.at, o.valid_until, $2::timestamptz,
      o.state <> 'awaitingStaff'
    FROM outbox o WHERE (o.state = 'awaitingStaff' AND coalesce(o.valid_until >= $2::timestamptz, true))
      -- who has confirmed a message wants to see it leave
      OR (o.confirmed_by = $1 AND o.confirmed_at > now() - interval '2 minutes')
  ), work AS (
    SELECT item.*, p.external_id, p.test, v.number, v.journey_id, v.document->'title' AS title, place.zone,
      item.due < item.now AS overdue,
      coalesce(item.due < (date_trunc('day', item.now AT TIME ZONE place.zone) + interval '1 day') AT TIME ZONE place.zone, true) AS today
    FROM item JOIN patients p ON p.id = item.patient_id JOIN journey_versions v ON v.id = item.version_id
    CROSS JOIN LATERAL (SELECT coalesce(p.zone, v.document->>'zone', 'UTC') AS zone) place
    WHERE (NOT $3 OR p.owner_id = $1 OR EXISTS (
        SELECT FROM staff_group_members m WHERE m.group_key = item.group_key AND m.user_id = $1))
      AND ($4::text IS NULL OR item.group_key = $4)
  )`;

const DUE: Record<WorkDue, string> = { today: 'w.today', overdue: 'w.overdue', all: 'true' };

interface WorkRow {
  kind: 'task' | 'message';
  id: string;
  group_key: string;
  group_label: LocalText;
  patient_id: string;
  external_id: string;
  name: string | null;
  test: boolean;
  journey_id: string;
  title: LocalText;
  number: number;
  node_id: string;
  zone: string;
  at: EpochMs;
  due: EpochMs | null;
  now: EpochMs;
  task_title: LocalText;
  instructions: LocalText;
  outcomes: { id: string; label: LocalText }[];
  waits: boolean;
  escalated_at: EpochMs | null;
  event_type: string;
  event_at: EpochMs;
  event_data: Record<string, unknown>;
  text: string;
  state: OutboxState;
  reason: string | null;
  printed_name: string;
  qualification: string;
  signed_at: EpochMs;
}

export async function listWork(tx: PoolClient, caller: Caller, query: WorkQuery, now: EpochMs): Promise<WorkList> {
  const who = [caller.userId, new Date(now), query.filter === 'mine', query.group ?? null];
  const from = afterCursor(query.after);
  const { rows } = await tx.query<WorkRow>(
    `${OPEN}
     SELECT w.kind, w.id, w.group_key, g.label AS group_label, w.patient_id, w.external_id, i.name, w.test, w.journey_id, w.title,
       w.number, w.node_id, w.zone, w.at, w.due, w.now, t.title AS task_title, t.instructions, t.outcomes, t.waits, t.escalated_at,
       e.type AS event_type, e.at AS event_at, e.data AS event_data, CASE WHEN $7 THEN coalesce(o.text, c.text) ELSE c.text END AS text, o.state, o.reason, a.printed_name, a.qualification, a.at AS signed_at
     FROM work w
     LEFT JOIN staff_groups g ON g.key = w.group_key
     LEFT JOIN patient_identities i ON i.patient_id = w.patient_id
     LEFT JOIN tasks t ON w.kind = 'task' AND t.id::text = w.id
     LEFT JOIN runs r ON r.id = w.run_id LEFT JOIN events e ON e.id = r.event_id
     LEFT JOIN outbox o ON w.kind = 'message' AND o.key = w.id
     LEFT JOIN message_contents c ON c.hash = o.content_hash
     LEFT JOIN version_contents s ON s.version_id = o.version_id AND s.node_id = o.node_id AND s.content_hash = o.content_hash
     LEFT JOIN approvals a ON a.id = s.approval_id
     WHERE ${DUE[query.due]}
       AND ($6::text IS NULL OR (coalesce(w.due, 'infinity'), w.id) > (coalesce($5::timestamptz, 'infinity'), $6))
     ORDER BY coalesce(w.due, 'infinity'), w.id LIMIT ${PAGE + 1}`,
    [...who, from.due, from.id, caller.permissions.has('patient.identity')],
  );
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  return {
    items: page.map((row) => itemOf(caller, row)),
    ...(rows.length > PAGE && last ? { next: cursorOf(last) } : {}),
    counts: await countWork(tx, who),
  };
}

async function countWork(tx: PoolClient, who: unknown[]): Promise<WorkList['counts']> {
  const { rows } = await tx.query<WorkList['counts']>(
    `${OPEN}, done AS (
       SELECT t.group_key, t.patient_id, t.closed_at AS at, ${clockNow('$2::timestamptz')} AS now
       FROM tasks t ${joinClock('t.patient_id')} WHERE t.state = 'closed'
       UNION ALL
       SELECT o.group_key, o.patient_id, o.confirmed_at, $2::timestamptz FROM outbox o WHERE o.confirmed_at IS NOT NULL
     )
     SELECT count(*) FILTER (WHERE today AND NOT decided) AS today,
       count(*) FILTER (WHERE overdue AND NOT decided) AS overdue, count(*) FILTER (WHERE NOT decided) AS "all",
       (SELECT count(*) FROM done JOIN patients p ON p.id = done.patient_id
        WHERE done.at > done.now - interval '24 hours'
          AND (NOT $3 OR p.owner_id = $1 OR EXISTS (
            SELECT FROM staff_group_members m WHERE m.group_key = done.group_key AND m.user_id = $1))
          AND ($4::text IS NULL OR done.group_key = $4)) AS "doneToday"
     FROM work`,
    who,
  );
  return rows[0] ?? { today: 0, overdue: 0, all: 0, doneToday: 0 };
}

function itemOf(caller: Caller, row: WorkRow): WorkItem {
  const common = {
    patient: {
      id: row.patient_id,
      name: shownName(caller, { name: row.name, externalId: row.external_id }),
      test: row.test,
    },
    journey: { id: row.journey_id, title: row.title, number: row.number },
    node: row.node_id,
    zone: row.zone,
    group: { key: row.group_key, label: row.group_label },
    at: row.at,
    ...(row.due === null ? {} : { due: row.due, leftMs: row.due - Math.floor(row.now) }),
  };
  if (row.kind === 'message') {
    const reviewer = { name: row.printed_name, qualification: row.qualification, at: row.signed_at };
    const reason = row.reason === null ? {} : { reason: row.reason };
    return { ...common, kind: 'message', key: row.id, text: row.text, reviewer, state: row.state, ...reason };
  }
  const cause = causeOf(row);
  return {
    ...common,
    kind: 'task',
    id: row.id,
    title: row.task_title,
    instructions: row.instructions,
    outcomes: row.outcomes,
    waits: row.waits,
    ...(row.escalated_at === null ? {} : { escalatedAt: row.escalated_at }),
    ...(cause ? { cause } : {}),
  };
}

/** The event by which the patient entered, where the catalogue says what its data means. */
function causeOf(row: WorkRow): { type: string; at: EpochMs; data: Record<string, unknown> } | undefined {
  const data = knownData(row.event_type, row.event_data);
  return Object.keys(data).length === 0 ? undefined : { type: row.event_type, at: row.event_at, data };
}
