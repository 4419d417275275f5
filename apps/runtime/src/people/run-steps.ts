import type { LocalText, OutboxState, RunStep, RunTask } from '@suivi/schema';
import type { PoolClient } from 'pg';
import type { Caller } from '../api/caller.ts';

interface StepRow {
  epoch: number;
  seq: number;
  node: string;
  visit: number;
  kind: RunStep['kind'];
  at: number;
  recorded: number;
  port: string | null;
  until: number | null;
  by: string | null;
  detail: Record<string, unknown> | null;
  text: string | null;
  delivery: OutboxState | null;
  who: string | null;
  event_type: string | null;
  event_data: Record<string, unknown> | null;
  task_state: RunTask['state'] | null;
  task_title: LocalText | null;
  task_group: LocalText | null;
  task_due: number | null;
  task_outcome: string | null;
  task_outcomes: { id: string; label: LocalText }[] | null;
  task_by: string | null;
  task_closed: number | null;
}

/** A value that is no id finds nothing, and the index still serves. */
const uuidIn = (key: string): string =>
  `CASE WHEN s.detail->>'${key}' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (s.detail->>'${key}')::uuid END`;

/**
 * The rows of a run in the order in which it did them. A message carries its text and where its delivery stands, a
 * to-do how it was closed, an event what it said (to whoever may see identities), a command who gave it.
 */
export async function stepsOf(tx: PoolClient, caller: Caller, run: string): Promise<RunStep[]> {
  const { rows } = await tx.query<StepRow>(
    `SELECT s.epoch, s.seq, s.node_id AS node, s.visit, s.kind, s.at, s.recorded_at AS recorded, s.port, s.until, s.by,
            s.detail, c.text, o.state AS delivery, coalesce(u.name, s.detail->>'who') AS who,
            e.type AS event_type, e.data AS event_data,
            t.state AS task_state, t.title AS task_title, g.label AS task_group, t.due_at AS task_due,
            t.outcome AS task_outcome, t.outcomes AS task_outcomes, t.closed_by_name AS task_by,
            t.closed_at AS task_closed
     FROM run_steps s
     LEFT JOIN message_contents c
       ON s.kind IN ('acting', 'acted') AND c.organization_id = s.organization_id AND c.hash = s.detail->>'content'
     LEFT JOIN outbox o
       ON s.kind IN ('acting', 'acted') AND o.run_id = s.run_id AND o.node_id = s.node_id AND o.visit = s.visit
     LEFT JOIN auth."user" u ON u.id = ${uuidIn('who')}
     LEFT JOIN events e ON e.organization_id = s.organization_id AND e.id = ${uuidIn('event')}
     LEFT JOIN tasks t
       ON s.kind IN ('acting', 'acted') AND t.run_id = s.run_id AND t.node_id = s.node_id AND t.visit = s.visit
     LEFT JOIN staff_groups g ON g.organization_id = t.organization_id AND g.key = t.group_key
     WHERE s.run_id = $1 ORDER BY s.epoch, s.seq`,
    [run],
  );
  return rows.map((row) => stepOf(caller, row));
}

function stepOf(caller: Caller, row: StepRow): RunStep {
  const { epoch, seq, node, visit, kind, at, recorded, port, until, by, detail, text, delivery, who } = row;
  const task = taskOf(row);
  return {
    epoch,
    seq,
    node,
    visit,
    kind,
    at,
    recorded,
    ...(port === null ? {} : { port }),
    ...(until === null ? {} : { until }),
    ...(by === null ? {} : { by }),
    ...(detail === null ? {} : { detail }),
    ...(text === null ? {} : { text }),
    ...(delivery === null ? {} : { delivery }),
    ...(who === null ? {} : { who }),
    ...(row.event_type === null ? {} : { event: eventOf(caller, row.event_type, row.event_data) }),
    ...(task ? { task } : {}),
  };
}

const eventOf = (caller: Caller, type: string, data: StepRow['event_data']): NonNullable<RunStep['event']> => ({
  type,
  ...(data !== null && caller.permissions.has('patient.identity') ? { data } : {}),
});

function taskOf(row: StepRow): RunTask | undefined {
  if (row.task_state === null) return undefined;
  const outcome = row.task_outcome;
  const label = row.task_outcomes?.find(({ id }) => id === outcome)?.label;
  return {
    title: row.task_title ?? {},
    group: row.task_group ?? {},
    state: row.task_state,
    ...(row.task_due === null ? {} : { dueAt: row.task_due }),
    ...(outcome === null ? {} : { outcome: label ?? { zh: outcome, en: outcome } }),
    ...(row.task_by === null ? {} : { closedBy: row.task_by }),
    ...(row.task_closed === null ? {} : { closedAt: row.task_closed }),
  };
}
