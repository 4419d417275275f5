import { workflowId } from '@suivi/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from './eventually.ts';
import { type HistoryCost, historyCost } from './history-cost.ts';
import { drawJourney, replyJourney, threeNodes } from './journeys.ts';
import { runReference } from './reference-run.ts';
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

const historyOf = (run: string): Promise<HistoryCost> => historyCost(stage.room.client, workflowId(run));

const said = (what: string, { actions, events, bytes }: HistoryCost): void =>
  console.info(`${what}: ${actions} actions, ${events} events, ${bytes} bytes`);

test('three nodes without a wait cost at most 17 events and 3,500 bytes', async () => {
  const published = await stage.publish(threeNodes());
  const patient = await stage.patient(published);
  await stage.event(published, patient.id, 'order.paid');
  const cost = await historyOf(await runOf(patient.id));
  said('three nodes', cost);
  const { actions, events, bytes } = cost;
  expect(actions).toBeLessThanOrEqual(3);
  expect(events).toBeLessThanOrEqual(17);
  expect(bytes).toBeLessThanOrEqual(3_500);
});

test('the reference journey costs at most 13 actions, 45 events and 8 KB', async () => {
  const cost = await historyOf(await runReference(stage));
  said('reference journey', cost);
  expect(cost.actions).toBeLessThanOrEqual(13);
  expect(cost.events).toBeLessThanOrEqual(45);
  expect(cost.bytes).toBeLessThanOrEqual(8_192);
});

test('a branch on a field of the patient after a wait costs no action beyond the one sync of the wake', async () => {
  const journey = (branched: boolean) =>
    drawJourney(
      'branch',
      {
        start: ['trigger-event', { event: 'order.paid', reentry: 'per-event' }],
        pause: ['wait-for-event', { event: 'visit.completed', timeout: { after: 'P1D' } }],
        ...(branched
          ? {
              which: [
                'branch',
                { cases: [{ id: 'a', label: { zh: '甲' }, if: { op: 'known', from: 'patient', field: 'x' } }] },
              ],
            }
          : {}),
        done: ['exit', { outcome: 'done' }],
      },
      [
        ['start', 'next', 'pause'],
        ['pause', 'event', 'done'],
        ['pause', 'timeout', branched ? 'which' : 'done'],
        ...(branched
          ? ([
              ['which', 'a', 'done'],
              ['which', 'else', 'done'],
            ] as const)
          : []),
      ],
    );
  const costOf = async (branched: boolean): Promise<HistoryCost> => {
    const published = await stage.publish(journey(branched));
    const patient = await stage.patient(published);
    // The wait is over at once: how soon a busy machine comes to it must not change what is counted.
    await stage.event(published, patient.id, 'order.paid', {}, Date.now() - 8 * 86_400_000);
    return historyOf(await runOf(patient.id));
  };
  const [plain, branched] = await Promise.all([costOf(false), costOf(true)]);
  expect(branched.actions).toBe(plain.actions);
  expect(branched.events).toBe(plain.events);
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
