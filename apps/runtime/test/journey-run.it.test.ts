import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from './eventually.ts';
import { replyJourney } from './journeys.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const ended = (patient: string) =>
  eventually('the run has ended', async () => {
    const { rows } = await stage.db.worker.query<{ id: string; outcome: string; state: string }>(
      'SELECT id, outcome, state FROM runs WHERE patient_id = $1 AND ended_at IS NOT NULL',
      [patient],
    );
    return rows[0];
  });

const steps = async (run: string) => {
  const { rows } = await stage.db.worker.query<{
    node_id: string;
    kind: string;
    port: string | null;
    by: string | null;
  }>('SELECT node_id, kind, port, by FROM run_steps WHERE run_id = $1 ORDER BY epoch, seq', [run]);
  return rows.map((row) => [row.node_id, row.kind, row.port ?? row.by].filter(Boolean).join(' '));
};

test('an event starts a run that sends, waits, sends again and ends with the reply', async () => {
  const published = await stage.publish(replyJourney({ wait: 'PT2S', timeout: 'P1D' }));
  const patient = await stage.patient(published);
  await stage.event(published, patient.id, 'dispense.recorded', { drug: 'A' });
  await eventually('both messages', async () => (await stage.sent(patient.chat)).length === 2);
  await stage.answer(patient.chat, '好多了');
  const run = await ended(patient.id);
  expect(run).toMatchObject({ state: 'finished', outcome: 'answered' });
  expect((await stage.sent(patient.chat)).map((message) => message.text)).toEqual([
    '您好，我是用药助手。',
    '今天感觉怎么样？请回复。',
  ]);
  expect(await steps(run.id)).toEqual([
    'start entered next',
    'hello entered',
    'hello acted next',
    'pause entered',
    'pause waiting',
    'pause woke next',
    'ask entered',
    'ask acted next',
    'reply entered',
    'reply waiting',
    'reply woke event',
    'answered entered',
    'answered left answered',
  ]);
  expect(stage.reports).toEqual([]);
});

test('a run enrolled days ago catches up at once and takes the port of the deadline that has passed', async () => {
  const published = await stage.publish(replyJourney({ wait: 'P1D', timeout: 'P2D' }));
  const patient = await stage.patient(published);
  await stage.event(published, patient.id, 'dispense.recorded', { drug: 'A' }, Date.now() - 8 * 86_400_000);
  expect(await ended(patient.id)).toMatchObject({ outcome: 'silent' });
  expect(await stage.sent(patient.chat)).toHaveLength(2);
});

test('the same entry key enters once, another one enters again', async () => {
  const published = await stage.publish(replyJourney({ wait: 'P1D', timeout: 'P2D' }));
  const patient = await stage.patient(published);
  for (const drug of ['A', 'A', 'B']) await stage.event(published, patient.id, 'dispense.recorded', { drug });
  await eventually('all events are routed', async () => {
    const { rows } = await stage.db.worker.query<{ n: number }>(
      'SELECT count(*) AS n FROM events WHERE patient_id = $1 AND routed_at IS NULL',
      [patient.id],
    );
    return rows[0]?.n === 0;
  });
  const { rows } = await stage.db.worker.query('SELECT id FROM runs WHERE patient_id = $1', [patient.id]);
  expect(rows).toHaveLength(2);
});
