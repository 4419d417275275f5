import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from './eventually.ts';
import { drawJourney } from './journeys.ts';
import type { Published } from './published.ts';
import { replayAll } from './replay.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

interface RunRow {
  id: string;
  state: string;
  node_id: string;
  outcome: string | null;
}

const runOf = (patient: string, what: string, is: (run: RunRow) => boolean) =>
  eventually(what, async () => {
    const { rows } = await stage.db.worker.query<RunRow>(
      'SELECT id, state, node_id, outcome FROM runs WHERE patient_id = $1',
      [patient],
    );
    return rows.find(is);
  });

const path = async (run: string): Promise<string[]> => {
  const { rows } = await stage.db.worker.query<{
    node_id: string;
    kind: string;
    port: string | null;
    by: string | null;
  }>(
    "SELECT node_id, kind, port, by FROM run_steps WHERE run_id = $1 AND kind NOT IN ('entered', 'waiting') ORDER BY epoch, seq",
    [run],
  );
  return rows.map((row) => [row.node_id, row.kind, row.port, row.by].filter(Boolean).join(' '));
};

/** As an edit of the record leaves it: the value in the database, its key in the inbox. */
async function setField(home: Published, patient: string, key: string, value: unknown): Promise<void> {
  await stage.db.worker.query(
    'UPDATE patients SET fields = fields || jsonb_build_object($2::text, $3::jsonb) WHERE id = $1',
    [patient, key, JSON.stringify(value)],
  );
  await stage.event(home, patient, 'field.changed', { key });
}

const known = (field: string) => ({ op: 'known', from: 'patient', field });

test('a guard acts beside a wait, and the run stands where its own track waits', async () => {
  const home = await stage.publish(
    drawJourney(
      'guarded',
      {
        start: ['trigger-event', { event: 'order.paid', reentry: 'per-event' }],
        pause: ['wait-duration', { until: { after: 'P1D' } }],
        done: ['exit', { outcome: 'done' }],
        reaction: ['guard', { on: 'event', event: 'therapy.stopped' }],
        care: ['message', { text: '请联系您的药师。' }],
        over: ['guard-end', { outcome: 'told' }],
        gone: ['exit-rule', { on: 'condition', if: known('left'), outcome: 'left' }],
      },
      [
        ['start', 'next', 'pause'],
        ['pause', 'next', 'done'],
        ['reaction', 'then', 'care'],
        ['care', 'next', 'over'],
      ],
    ),
  );
  const patient = await stage.patient(home);
  await stage.event(home, patient.id, 'order.paid');
  await runOf(patient.id, 'the run waits', ({ state }) => state === 'waiting');
  await stage.event(home, patient.id, 'therapy.stopped');
  await eventually('the guard has sent', async () => (await stage.sent(patient.chat)).length === 1);
  const run = await runOf(patient.id, 'the guard’s track is over', ({ node_id }) => node_id === 'pause');
  await eventually('its last row', async () => (await path(run.id)).some((row) => row.startsWith('over left')));
  expect(await runOf(patient.id, 'still waiting', () => true)).toMatchObject({ state: 'waiting', node_id: 'pause' });

  await setField(home, patient.id, 'left', true);
  const ended = await runOf(patient.id, 'the exit rule has fired', ({ state }) => state === 'exited');
  expect(ended).toMatchObject({ node_id: 'gone', outcome: 'left' });
  expect((await path(run.id)).slice(-2)).toEqual(['pause moved rule', 'gone left left']);
  expect(stage.reports).toEqual([]);
});

test('a wait for a condition ends as soon as the field is written, and the branch after it sees the value of today', async () => {
  const long = { op: 'compare', from: 'patient', field: 'course', is: '=', value: 'long' };
  const home = await stage.publish(
    drawJourney(
      'condition',
      {
        start: ['trigger-event', { event: 'order.paid', reentry: 'per-event' }],
        until: ['wait-until-true', { if: known('course'), timeout: { after: 'P1D' } }],
        which: ['branch', { cases: [{ id: 'long', label: { zh: '长' }, if: long }] }],
        yes: ['exit', { outcome: 'long' }],
        no: ['exit', { outcome: 'short' }],
      },
      [
        ['start', 'next', 'until'],
        ['until', 'true', 'which'],
        ['until', 'timeout', 'no'],
        ['which', 'long', 'yes'],
        ['which', 'else', 'no'],
      ],
    ),
  );
  const patient = await stage.patient(home);
  await stage.event(home, patient.id, 'order.paid');
  await runOf(patient.id, 'the run waits', ({ state }) => state === 'waiting');
  await setField(home, patient.id, 'other', 1);
  await setField(home, patient.id, 'course', 'long');
  const run = await runOf(patient.id, 'the run has ended', ({ state }) => state === 'finished');
  expect(run.outcome).toBe('long');
  expect(await path(run.id)).toEqual(['until woke true condition', 'which branched long case', 'yes left long']);
});

test('a deadline on the wall clock is that of the patient, not of the journey', async () => {
  const home = await stage.publish(
    drawJourney(
      'wall',
      {
        start: ['trigger-event', { event: 'order.paid', reentry: 'per-event' }],
        morning: ['wait-duration', { until: { inDays: 1, at: '09:00' } }],
        done: ['exit', { outcome: 'done' }],
      },
      [
        ['start', 'next', 'morning'],
        ['morning', 'next', 'done'],
      ],
    ),
  );
  const patient = await stage.patient(home);
  await stage.db.worker.query("UPDATE patients SET zone = 'America/Chicago' WHERE id = $1", [patient.id]);
  // The night in which Chicago's clocks go forward.
  await stage.event(home, patient.id, 'order.paid', {}, Date.parse('2026-03-07T12:00:00-06:00'));
  const run = await runOf(patient.id, 'the run has ended', ({ state }) => state === 'finished');
  const { rows } = await stage.db.worker.query<{ until: number }>(
    "SELECT until FROM run_steps WHERE run_id = $1 AND kind = 'waiting'",
    [run.id],
  );
  expect(rows).toEqual([{ until: Date.parse('2026-03-08T09:00:00-05:00') }]);
});

test('every history of these tests takes the same steps again when it is replayed', async () => {
  const { replayed, failures } = await replayAll(stage);
  expect(failures).toEqual([]);
  expect(replayed).toBeGreaterThanOrEqual(3);
});
