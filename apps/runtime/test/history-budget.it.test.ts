import { workflowId } from '@suivi/schema';
import { temporal } from '@temporalio/proto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from './eventually.ts';
import { replyJourney, threeNodes } from './journeys.ts';
import { openStage, type Stage } from './stage.ts';

const PLANTED = { name: '植入姓名甲', text: '植入正文乙', reply: '植入回复丙', drug: '植入药名丁' };

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const runOf = (patient: string) =>
  eventually('the run has ended', async () => {
    const { rows } = await stage.db.worker.query<{ id: string }>(
      'SELECT id FROM runs WHERE patient_id = $1 AND ended_at IS NOT NULL',
      [patient],
    );
    return rows[0]?.id;
  });

async function historyOf(run: string): Promise<{ events: number; bytes: number; raw: Buffer }> {
  const history = await stage.room.client.workflow.getHandle(workflowId(run)).fetchHistory();
  const raw = Buffer.from(temporal.api.history.v1.History.encode(history).finish());
  return { events: history.events?.length ?? 0, bytes: raw.length, raw };
}

test('three nodes without a wait cost at most 17 events and 3,500 bytes', async () => {
  const published = await stage.publish(threeNodes());
  const patient = await stage.patient(published);
  await stage.event(published, patient.id, 'order.paid');
  const { events, bytes } = await historyOf(await runOf(patient.id));
  expect(events).toBeLessThanOrEqual(17);
  expect(bytes).toBeLessThanOrEqual(3_500);
});

test('a history holds no name, text, reply or event value in the clear', async () => {
  const published = await stage.publish(
    replyJourney({ wait: 'PT1S', timeout: 'P1D', texts: [PLANTED.text, PLANTED.text] }),
  );
  const patient = await stage.patient(published, PLANTED.name);
  await stage.event(published, patient.id, 'dispense.recorded', { drug: PLANTED.drug });
  await eventually('both messages', async () => (await stage.sent(patient.chat)).length === 2);
  await stage.answer(patient.chat, PLANTED.reply);
  const { raw } = await historyOf(await runOf(patient.id));
  for (const secret of [...Object.values(PLANTED), patient.chat, patient.id]) expect(raw.includes(secret)).toBe(false);
  expect(raw.includes('binary/suivi-aes-gcm')).toBe(true);
});
