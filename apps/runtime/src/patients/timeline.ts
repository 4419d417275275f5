import {
  type EpochMs,
  type LocalText,
  type OutboxState,
  SuiviError,
  type TaskState,
  type Timeline,
  type TimelineEntry,
} from '@suivi/schema';
import type { PoolClient } from 'pg';
import type { Caller } from '../api/caller.ts';
import { knownData } from '../tasks/known-data.ts';
import { afterCursor, cursorOf } from '../tasks/work-cursor.ts';

const PAGE = 60;

interface EntryRow {
  kind: TimelineEntry['kind'];
  id: string;
  at: EpochMs;
  type: string;
  data: Record<string, unknown>;
  journey: LocalText;
  text: string;
  state: string;
  reason: string | null;
  reviewer: string;
  qualification: string;
  signed_at: EpochMs;
  confirmed_by: string | null;
  title: LocalText;
  group_label: LocalText;
  due: EpochMs | null;
  outcome: string | null;
  outcomes: { id: string; label: LocalText }[];
  note: string | null;
  closed_by: string | null;
  closed_at: EpochMs | null;
}

/**
 * Everything that happened with a patient, newest first, by the journey's time: events that came in, messages, to-dos. The
 * patient's own words and notes of staff are for those who may see identities: both can name people.
 * @throws SuiviError PATIENT_UNKNOWN
 */
export async function patientTimeline(
  tx: PoolClient,
  caller: Caller,
  { patient, before }: { patient: string; before?: string | undefined },
): Promise<Timeline> {
  const known = await tx.query('SELECT 1 FROM patients WHERE id = $1', [patient]);
  if (!known.rowCount) throw new SuiviError('PATIENT_UNKNOWN');
  const from = afterCursor(before);
  // A text filled with fields of the patient may name them.
  const words = caller.permissions.has('patient.identity');
  const { rows } = await tx.query<EntryRow>(
    `WITH entry AS (
       SELECT 'event' AS kind, id::text, at FROM events WHERE patient_id = $1
       UNION ALL SELECT 'message', key, at FROM outbox WHERE patient_id = $1
       UNION ALL SELECT 'task', id::text, at FROM tasks WHERE patient_id = $1
     ), page AS (
       SELECT * FROM entry WHERE ($3::text IS NULL OR (at, id) < ($2::timestamptz, $3)) ORDER BY at DESC, id DESC LIMIT ${PAGE + 1}
     )
     SELECT page.kind, page.id, page.at, e.type, e.data, v.document->'title' AS journey,
       CASE WHEN $4 THEN coalesce(o.text, c.text) ELSE c.text END AS text,
       coalesce(o.state, t.state) AS state, o.reason, a.printed_name AS reviewer, a.qualification, a.at AS signed_at,
       o.confirmed_by_name AS confirmed_by, t.title, g.label AS group_label, t.due_at AS due, t.outcome, t.outcomes, t.note,
       t.closed_by_name AS closed_by, t.closed_at
     FROM page
     LEFT JOIN events e ON page.kind = 'event' AND e.id::text = page.id
     LEFT JOIN outbox o ON page.kind = 'message' AND o.key = page.id
     LEFT JOIN message_contents c ON c.hash = o.content_hash
     LEFT JOIN version_contents s ON s.version_id = o.version_id AND s.node_id = o.node_id AND s.content_hash = o.content_hash
     LEFT JOIN approvals a ON a.id = s.approval_id
     LEFT JOIN tasks t ON page.kind = 'task' AND t.id::text = page.id
     LEFT JOIN staff_groups g ON g.key = t.group_key
     LEFT JOIN journey_versions v ON v.id = coalesce(o.version_id, t.version_id)
     ORDER BY page.at DESC, page.id DESC`,
    [patient, from.due, from.id, words],
  );
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  return {
    entries: page.map((row) => entryOf(row, words)),
    ...(rows.length > PAGE && last ? { next: cursorOf({ due: last.at, id: last.id }) } : {}),
  };
}

function entryOf(row: EntryRow, words: boolean): TimelineEntry {
  const { id, at, journey } = row;
  switch (row.kind) {
    case 'event': {
      const { text } = row.data;
      const said = words && typeof text === 'string' ? { words: text } : {};
      return { kind: 'event', id, at, type: row.type, data: knownData(row.type, row.data), ...said };
    }
    case 'message':
      return {
        kind: 'message',
        id,
        at,
        journey,
        text: row.text,
        state: row.state as OutboxState,
        ...(row.reason === null ? {} : { reason: row.reason }),
        reviewer: { name: row.reviewer, qualification: row.qualification, at: row.signed_at },
        ...(row.confirmed_by === null ? {} : { confirmedBy: row.confirmed_by }),
      };
    case 'task': {
      const outcome = row.outcomes.find((offered) => offered.id === row.outcome)?.label;
      return {
        kind: 'task',
        id,
        at,
        journey,
        title: row.title,
        group: row.group_label,
        state: row.state as TaskState,
        ...(row.due === null ? {} : { due: row.due }),
        ...(outcome ? { outcome } : {}),
        ...(row.note === null || !words ? {} : { note: row.note }),
        ...(row.closed_by === null ? {} : { closedBy: row.closed_by }),
        ...(row.closed_at === null ? {} : { closedAt: row.closed_at }),
      };
    }
  }
}
