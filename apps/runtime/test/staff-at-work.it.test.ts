import { permissionsOf } from '@suivi/schema';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '../src/api/services.ts';
import { inOrganization } from '../src/database/database.ts';
import { closeTask } from '../src/tasks/close-task.ts';
import { confirmMessage, declineMessage } from '../src/tasks/confirm-message.ts';
import { alarmJourney } from '../src/tasks/task-stage.ts';
import { eventually } from './eventually.ts';
import { drawJourney } from './journeys.ts';
import type { Published } from './published.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const nurse = ({ organization: organizationId }: Published): Caller => ({
  userId: uuidv7(),
  name: '周倩',
  qualification: '护士',
  organizationId,
  roles: ['staff'],
  permissions: permissionsOf(['staff']),
});

async function withGroup(published: Published): Promise<Published> {
  await stage.db.worker.query('INSERT INTO staff_groups (organization_id, key, label) VALUES ($1, $2, $3)', [
    published.organization,
    'nurse',
    { zh: '护士' },
  ]);
  return published;
}

const sentByStaff = () =>
  drawJourney(
    'by staff',
    {
      start: ['trigger-event', { event: 'order.paid', reentry: 'per-event' }],
      hello: ['message', { text: '您好，订单已收到。', group: 'nurse' }],
      done: ['exit', { outcome: 'done' }],
    },
    [
      ['start', 'next', 'hello'],
      ['hello', 'next', 'done'],
    ],
  );

async function message(patient: string) {
  const { rows } = await stage.db.worker.query<{ key: string; state: string; reason: string | null }>(
    'SELECT key, state, reason FROM outbox WHERE patient_id = $1',
    [patient],
  );
  return rows[0];
}

/** A message of a new run that waits for a nurse. */
async function awaiting(published: Published) {
  const patient = await stage.patient(published);
  await stage.event(published, patient.id, 'order.paid');
  const row = await eventually('the message waits for a person', async () => {
    const found = await message(patient.id);
    return found?.state === 'awaitingStaff' && found;
  });
  return { patient, key: row.key };
}

const confirm = (published: Published, key: string) =>
  inOrganization(stage.db, published.organization, (tx) => confirmMessage(tx, nurse(published), key));

test('a message that staff send waits for them, and leaves once when it is confirmed', async () => {
  const published = await withGroup(await stage.publish(sentByStaff()));
  const { patient, key } = await awaiting(published);
  expect(await stage.sent(patient.chat)).toHaveLength(0);
  expect(await confirm(published, key)).toEqual({ key, state: 'queued' });
  await eventually('it has been sent', async () => (await message(patient.id))?.state === 'accepted');
  expect(await stage.sent(patient.chat)).toHaveLength(1);
  await expect(confirm(published, key)).rejects.toMatchObject({ code: 'MESSAGE_DECIDED_ALREADY' });
  expect(await stage.sent(patient.chat)).toHaveLength(1);
});

test('consent withdrawn while it waited stops it at the moment of confirming', async () => {
  const published = await withGroup(await stage.publish(sentByStaff()));
  const { patient, key } = await awaiting(published);
  await stage.db.worker.query('UPDATE consents SET granted = false WHERE patient_id = $1', [patient.id]);
  expect(await confirm(published, key)).toEqual({ key, state: 'blocked', reason: 'consent' });
  expect(await stage.sent(patient.chat)).toHaveLength(0);
});

test('a declined message is not sent, and the reason is on record', async () => {
  const published = await withGroup(await stage.publish(sentByStaff()));
  const { patient, key } = await awaiting(published);
  const caller = nurse(published);
  await inOrganization(stage.db, published.organization, (tx) =>
    declineMessage(tx, caller, { key, reason: '患者昨天已来电' }),
  );
  expect(await message(patient.id)).toMatchObject({ state: 'blocked', reason: 'staff' });
  const { rows } = await stage.db.worker.query("SELECT detail FROM audit_log WHERE action = 'message.declined'");
  expect(rows).toEqual([{ detail: { reason: '患者昨天已来电' } }]);
  await expect(confirm(published, key)).rejects.toMatchObject({ code: 'MESSAGE_DECIDED_ALREADY' });
});

test('nobody confirmed it in time: it expires by itself and can no longer be sent', async () => {
  const published = await withGroup(await stage.publish(sentByStaff()));
  const { patient, key } = await awaiting(published);
  await stage.db.worker.query("UPDATE outbox SET valid_until = now() - interval '1 second' WHERE key = $1", [key]);
  await stage.db.worker.query("SELECT pg_notify('suivi_outbox', '')");
  await eventually('it has expired', async () => (await message(patient.id))?.state === 'expired');
  await expect(confirm(published, key)).rejects.toMatchObject({ code: 'MESSAGE_DECIDED_ALREADY' });
  expect(await stage.sent(patient.chat)).toHaveLength(0);
});

test('a message of another organization is not there', async () => {
  const published = await withGroup(await stage.publish(sentByStaff()));
  const other = await stage.publish(sentByStaff());
  const { key } = await awaiting(published);
  await expect(confirm(other, key)).rejects.toMatchObject({ code: 'MESSAGE_UNKNOWN' });
});

test('the run stands still at a to-do, and takes the port of the outcome that closed it', async () => {
  const published = await withGroup(await stage.publish(alarmJourney()));
  const patient = await stage.patient(published);
  await stage.event(published, patient.id, 'glucose.measured', { value: 40, unit: 'mg/dL' });
  const task = await eventually('the to-do is there', async () => {
    const { rows } = await stage.db.worker.query<{ id: string }>('SELECT id FROM tasks WHERE patient_id = $1', [
      patient.id,
    ]);
    return rows[0]?.id;
  });
  await eventually('the run waits', async () => {
    const { rows } = await stage.db.worker.query('SELECT state, node_id FROM runs WHERE patient_id = $1', [patient.id]);
    return rows[0]?.state === 'waiting' && rows[0]?.node_id === 'call';
  });
  await inOrganization(stage.db, published.organization, (tx) =>
    closeTask(tx, nurse(published), { task, outcome: 'sent', note: '' }, Date.now()),
  );
  const { run } = await eventually('the run has ended', async () => {
    const { rows } = await stage.db.worker.query<{ run: string }>(
      "SELECT id AS run FROM runs WHERE patient_id = $1 AND outcome = 'done'",
      [patient.id],
    );
    return rows[0];
  });
  const { rows } = await stage.db.worker.query(
    "SELECT kind, port FROM run_steps WHERE run_id = $1 AND node_id = 'call' AND port IS NOT NULL",
    [run],
  );
  expect(rows).toMatchObject([{ port: 'sent' }]);
  const { rows: tasks } = await stage.db.worker.query('SELECT state FROM tasks WHERE id = $1', [task]);
  expect(tasks).toEqual([{ state: 'closed' }]);
});
