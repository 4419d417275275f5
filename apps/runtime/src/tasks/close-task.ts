import { type EpochMs, SuiviError, TASK_CLOSED, type TaskClosed } from '@suivi/schema';
import type { PoolClient } from 'pg';
import type { Caller } from '../api/caller.ts';
import { audit } from '../database/audit.ts';
import { acceptEvent } from '../inbox/accept-event.ts';
import { patientNow } from './patient-clock.ts';

interface Closing {
  task: string;
  outcome: string;
  note: string;
  /** The instant of the journey's time; absent = now on the patient's clock. For a feeder of a trial, never for people. */
  at?: EpochMs | undefined;
}

interface TaskRow {
  key: string;
  patient_id: string;
  state: string;
  outcomes: { id: string }[];
}

/**
 * Closes a to-do with one of the outcomes it offers, and tells its run by an event in the same transaction: either both
 * are there or none. The event happens now on the patient's clock, or at the instant that the feeder of a trial names.
 * @throws SuiviError TASK_UNKNOWN, TASK_CLOSED_ALREADY (also for one that lapsed), TASK_OUTCOME_UNKNOWN
 */
export async function closeTask(tx: PoolClient, caller: Caller, input: Closing, now: EpochMs): Promise<TaskClosed> {
  const { task, outcome, note } = input;
  const { rows } = await tx.query<TaskRow>(
    'SELECT key, patient_id, state, outcomes FROM tasks WHERE id = $1 FOR UPDATE',
    [task],
  );
  const [row] = rows;
  if (!row) throw new SuiviError('TASK_UNKNOWN');
  if (row.state !== 'open') throw new SuiviError('TASK_CLOSED_ALREADY', {}, { extra: { state: row.state } });
  if (!row.outcomes.some(({ id }) => id === outcome)) throw new SuiviError('TASK_OUTCOME_UNKNOWN');
  const at = input.at ?? (await patientNow(tx, row.patient_id, now));
  await tx.query(
    `UPDATE tasks SET state = 'closed', outcome = $2, note = nullif($3, ''), closed_by = $4, closed_by_name = $5, closed_at = $6
     WHERE id = $1`,
    [task, outcome, note, caller.userId, caller.name, new Date(at)],
  );
  const { organizationId, userId, name } = caller;
  await acceptEvent(tx, {
    organizationId,
    patientId: row.patient_id,
    messageId: `task:${task}`,
    type: TASK_CLOSED,
    at,
    data: { act: row.key, outcome },
  });
  await audit(tx, {
    organizationId,
    by: userId,
    byName: name,
    action: 'task.closed',
    subject: task,
    detail: { outcome },
  });
  return { task, outcome, at };
}
