import { workflowId } from '@suivi/schema';
import { eventually } from './eventually.ts';
import { untilItWaits } from './history-cost.ts';
import { referenceJourney } from './journeys.ts';
import type { Stage } from './stage-on.ts';

/** The waits of the reference journey, shortened: what a history costs does not depend on them. */
export const REFERENCE_WAITS = { first: 'PT2S', reply: 'PT1H', last: 'PT2S' };
/** What the patient's record says in the field that the first branch looks at. */
export const REFERENCE_COURSE = 'long';

/** A patient goes through the whole reference journey, and answers its question. @returns the run, ended. */
export async function runReference(stage: Stage): Promise<string> {
  const published = await stage.publish(referenceJourney(REFERENCE_WAITS));
  const patient = await stage.patient(published);
  const fields = { course: REFERENCE_COURSE };
  await stage.db.worker.query('UPDATE patients SET fields = $2 WHERE id = $1', [patient.id, fields]);
  await stage.event(published, patient.id, 'dispense.recorded');
  await eventually('the question', async () => (await stage.sent(patient.chat)).length === 1);
  const runs = async () => {
    const { rows } = await stage.db.worker.query<{ id: string; outcome: string | null }>(
      'SELECT id, outcome FROM runs WHERE patient_id = $1',
      [patient.id],
    );
    return rows;
  };
  const [{ id } = { id: '' }] = await runs();
  // An answer that comes before the run waits for it would save a timer.
  await untilItWaits(stage.room.client, workflowId(id));
  await stage.answer(patient.chat, '好多了');
  const outcome = await eventually('the run has ended', async () => (await runs())[0]?.outcome ?? undefined);
  if (outcome !== 'done') throw new Error(`the reference journey ended by ${outcome}`);
  return id;
}
