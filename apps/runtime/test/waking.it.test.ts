import { type RunEvent, SIGNAL, workflowId } from '@suivi/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from './eventually.ts';
import { drawJourney } from './journeys.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

/** Waits for a visit, so many times; each wait ends one way or the other. */
const visits = (rounds: number, timeout: string) => {
  const ids = Array.from({ length: rounds }, (_, n) => `visit${n + 1}`);
  return drawJourney(
    'visits',
    {
      start: ['trigger-event', { event: 'order.paid', reentry: 'per-event' }],
      ...Object.fromEntries(
        ids.map((id) => [id, ['wait-for-event', { event: 'visit.completed', timeout: { after: timeout } }] as const]),
      ),
      came: ['exit', { outcome: 'came' }],
      late: ['exit', { outcome: 'late' }],
    },
    [
      ['start', 'next', 'visit1'],
      ...ids.flatMap((id, n) => [[id, 'event', ids[n + 1] ?? 'came'] as const, [id, 'timeout', 'late'] as const]),
    ],
  );
};

const runOf = (patient: string, node: string) =>
  eventually(`the run waits at ${node}`, async () => {
    const { rows } = await stage.db.worker.query<{ id: string; wake_at: number }>(
      "SELECT id, wake_at FROM runs WHERE patient_id = $1 AND node_id = $2 AND state = 'waiting'",
      [patient, node],
    );
    return rows[0];
  });

/** The first wait of a patient's run, also when it is over. */
const waitOf = (patient: string) =>
  eventually('the run has waited', async () => {
    const { rows } = await stage.db.worker.query<{ id: string; until: number }>(
      `SELECT r.id, s.until FROM runs r JOIN run_steps s ON s.run_id = r.id
       WHERE r.patient_id = $1 AND s.node_id = 'visit1' AND s.kind = 'waiting'`,
      [patient],
    );
    return rows[0];
  });

const outcomeOf = (run: string) =>
  eventually('the run has ended', async () => {
    const { rows } = await stage.db.worker.query<{ outcome: string }>(
      'SELECT outcome FROM runs WHERE id = $1 AND ended_at IS NOT NULL',
      [run],
    );
    return rows[0]?.outcome;
  });

const historyOf = async (run: string) =>
  (await stage.room.client.workflow.getHandle(workflowId(run)).fetchHistory()).events ?? [];

interface Duration {
  seconds?: unknown;
  nanos?: number | null;
}
const millis = ({ seconds, nanos }: Duration): number => Number(seconds ?? 0) * 1_000 + Math.floor((nanos ?? 0) / 1e6);

/** What a run took for now when it armed its timer: the workflow's clock stands where its last local activity ended. */
const lastLocalActivity = (events: Awaited<ReturnType<typeof historyOf>>): number => {
  const markers = events.flatMap((event) => event.markerRecordedEventAttributes?.details?.data?.payloads ?? []);
  const { complete_time } = JSON.parse(Buffer.from(markers.at(-1)?.data ?? []).toString()) as {
    complete_time: Duration;
  };
  return millis(complete_time);
};

test('the timer of a wait lasts until its deadline, to the millisecond', async () => {
  const published = await stage.publish(visits(1, 'PT1H'));
  const patient = await stage.patient(published);
  await stage.event(published, patient.id, 'order.paid');
  const { id, wake_at } = await runOf(patient.id, 'visit1');
  const { events, duration } = await eventually('the timer is armed', async () => {
    const events = await historyOf(id);
    const duration = events.at(-1)?.timerStartedEventAttributes?.startToFireTimeout;
    return duration ? { events, duration } : undefined;
  });
  expect(lastLocalActivity(events) + millis(duration)).toBe(wake_at);
});

test('an event that came before the deadline and is routed after it still wins', async () => {
  const published = await stage.publish(visits(1, 'PT3S'));
  const other = await stage.db.worker.connect();
  try {
    const { patient, id } = await eventually('the event is stored before the deadline', async () => {
      const patient = await stage.patient(published);
      await stage.event(published, patient.id, 'order.paid');
      const { id, until } = await waitOf(patient.id);
      // Routing takes one patient at a time: as long as somebody else holds the patient, nothing is signalled.
      await other.query('SELECT pg_advisory_lock(715204, hashtext($1))', [patient.id]);
      await stage.event(published, patient.id, 'visit.completed');
      return Date.now() < until && { patient, id };
    });
    expect(await outcomeOf(id)).toBe('came');
    const { rows } = await other.query('SELECT 1 FROM events WHERE patient_id = $1 AND routed_at IS NULL', [
      patient.id,
    ]);
    expect(rows).toHaveLength(1);
  } finally {
    await other.query('SELECT pg_advisory_unlock_all()');
    other.release();
  }
});

test('an event that is delivered again after its run has begun a new history changes nothing', async () => {
  const ROUNDS = 14;
  const published = await stage.publish(visits(ROUNDS, 'P4D'));
  const patient = await stage.patient(published);
  await stage.event(published, patient.id, 'order.paid');
  const { id } = await runOf(patient.id, 'visit1');
  const handle = stage.room.client.workflow.getHandle(workflowId(id));
  const { runId: first } = await handle.describe();
  // Each visit makes the history longer, until the run parks: just then comes the last event once more.
  for (let visit = 1; visit < ROUNDS; visit++) {
    const event = await stage.event(published, patient.id, 'visit.completed');
    await runOf(patient.id, `visit${visit + 1}`);
    const { rows } = await stage.db.worker.query<RunEvent>('SELECT seq, id, type, at FROM events WHERE id = $1', [
      event,
    ]);
    await handle.signal(SIGNAL.event, rows[0]);
  }
  expect((await handle.describe()).runId).not.toBe(first);
  await stage.event(published, patient.id, 'visit.completed');
  expect(await outcomeOf(id)).toBe('came');
  const { rows } = await stage.db.worker.query<{ detail: { event: string } }>(
    "SELECT detail FROM run_steps WHERE run_id = $1 AND kind = 'woke'",
    [id],
  );
  expect(new Set(rows.map(({ detail }) => detail.event)).size).toBe(ROUNDS);
});
