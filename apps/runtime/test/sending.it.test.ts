import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { transaction } from '../src/database/database.ts';
import { makeSendMessage, outboxKey } from '../src/outbox/send-message.ts';
import { eventually } from './eventually.ts';
import { replyJourney, threeNodes } from './journeys.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const outbox = async (patient: string) => {
  const { rows } = await stage.db.worker.query<{
    key: string;
    state: string;
    reason: string | null;
    attempts: number;
    run_id: string;
    version_id: string;
  }>('SELECT key, state, reason, attempts, run_id, version_id FROM outbox WHERE patient_id = $1 ORDER BY created_at', [
    patient,
  ]);
  return rows;
};

const sandboxConfig = (body: unknown) =>
  fetch(`${stage.sandboxUrl}/__sandbox/config`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const finished = (patient: string) =>
  eventually('the run has ended', async () => {
    const { rows } = await stage.db.worker.query<{ id: string }>(
      'SELECT id FROM runs WHERE patient_id = $1 AND ended_at IS NOT NULL',
      [patient],
    );
    return rows[0]?.id;
  });

test('an answer lost after the vendor took the message leads to one message, not to none or two', async () => {
  const published = await stage.publish(threeNodes());
  const patient = await stage.patient(published);
  await sandboxConfig({ onDuplicate: 'refuse', dropAfterAccept: 1 });
  await stage.event(published, patient.id, 'order.paid');
  await eventually('the message is settled', async () => (await outbox(patient.id))[0]?.state === 'accepted');
  expect(await stage.sent(patient.chat)).toHaveLength(1);
  expect((await outbox(patient.id))[0]?.attempts).toBe(2);
  await sandboxConfig({ onDuplicate: 'show' });
});

test('the activity may run twice: one row, one message', async () => {
  const published = await stage.publish(replyJourney({ wait: 'P1D', timeout: 'P1D' }));
  const patient = await stage.patient(published);
  await stage.event(published, patient.id, 'dispense.recorded', { drug: 'A' });
  const [first] = await eventually('the message is accepted', async () => {
    const rows = await outbox(patient.id);
    return rows[0]?.state === 'accepted' && rows;
  });
  const { rows } = await stage.db.worker.query<{ content_hash: string }>(
    'SELECT content_hash FROM outbox WHERE key = $1',
    [first?.key],
  );
  const again = await makeSendMessage(
    stage.db,
    () => undefined,
  )({
    trail: { run: first?.run_id ?? '', epoch: 0, fence: 1, rows: [] },
    node: 'hello',
    visit: 1,
    at: Date.now(),
    with: { content: rows[0]?.content_hash ?? '', class: 'service', validFor: 'P1D' },
  });
  expect(again.outcome).toBe('queued');
  expect(await outbox(patient.id)).toHaveLength(1);
});

test('without consent the message is blocked with a reason and the journey goes on', async () => {
  const published = await stage.publish(threeNodes());
  const patient = await stage.patient(published);
  await stage.db.worker.query('UPDATE consents SET granted = false WHERE patient_id = $1', [patient.id]);
  await stage.event(published, patient.id, 'order.paid');
  const run = await finished(patient.id);
  const { rows } = await stage.db.worker.query(
    "SELECT by, detail FROM run_steps WHERE run_id = $1 AND kind = 'acted'",
    [run],
  );
  expect(rows).toEqual([{ by: 'blocked', detail: { reason: 'consent' } }]);
  expect(await stage.sent(patient.chat)).toHaveLength(0);
});

test('consent withdrawn while a message is queued stops that message', async () => {
  const published = await stage.publish(threeNodes());
  const patient = await stage.patient(published);
  // The vendor refuses for a while, so the message stays in the queue while the patient withdraws.
  await sandboxConfig({ failNext: { path: '/cgi-bin/kf/send_msg', errcode: 45009, times: 4 } });
  await stage.event(published, patient.id, 'order.paid');
  await eventually('the first try has failed', async () => typeof (await outbox(patient.id))[0]?.reason === 'string');
  await stage.db.worker.query('UPDATE consents SET granted = false WHERE patient_id = $1', [patient.id]);
  await stage.db.worker.query('UPDATE outbox SET next_try_at = now() WHERE patient_id = $1', [patient.id]);
  await stage.db.worker.query("SELECT pg_notify('suivi_outbox', '')");
  await eventually('the message is blocked', async () => (await outbox(patient.id))[0]?.state === 'blocked');
  expect(await stage.sent(patient.chat)).toHaveLength(0);
});

test('the outbox itself refuses a text that nobody signed for this version', async () => {
  const published = await stage.publish(threeNodes());
  const patient = await stage.patient(published);
  await stage.event(published, patient.id, 'order.paid');
  const run = await finished(patient.id);
  const forged = `sha256:${'0'.repeat(64)}`;
  const insert = transaction(stage.db.worker, (tx) =>
    tx.query(
      `INSERT INTO outbox (key, organization_id, run_id, version_id, patient_id, node_id, visit, channel_account_id, content_hash, class, state, at)
       SELECT $2, organization_id, run_id, version_id, patient_id, node_id, 2, channel_account_id, $3, class, 'queued', now() FROM outbox WHERE run_id = $1`,
      [run, outboxKey(run, 'hello', 2), forged],
    ),
  );
  await expect(insert).rejects.toMatchObject({ code: '23503' });
});

test('a run whose workflow was never started is started by the repair', async () => {
  const published = await stage.publish(threeNodes());
  const patient = await stage.patient(published);
  await stage.event(published, patient.id, 'order.paid');
  const run = await finished(patient.id);
  // As after a crash between the row and the start: the same enrolment once more, without its workflow.
  const orphan = uuidv7();
  await stage.db.worker.query(
    `INSERT INTO runs (id, organization_id, journey_id, version_id, plan_hash, patient_id, test, entry_key_hash, event_id, event_seq, entered_at)
     SELECT $2, organization_id, journey_id, version_id, plan_hash, patient_id, test, 'orphan', event_id, event_seq, entered_at FROM runs WHERE id = $1`,
    [run, orphan],
  );
  await eventually(
    'the orphan has run',
    async () =>
      (await stage.db.worker.query('SELECT 1 FROM runs WHERE id = $1 AND ended_at IS NOT NULL', [orphan])).rowCount ===
      1,
  );
});
