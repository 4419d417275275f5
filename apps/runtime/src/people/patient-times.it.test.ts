import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeEscalateTask } from '../tasks/create-task.ts';
import { handsOn } from '../tasks/hands-on.ts';
import { openTaskStage, TASK_AT, type TaskStage } from '../tasks/task-stage.ts';

let stage: TaskStage;
let run: string;
beforeAll(async () => {
  stage = await openTaskStage();
  run = await stage.run();
  await stage.create(run);
});
afterAll(() => stage.close());

/** The zone that each page gets for the times of this patient. */
async function zones(): Promise<(string | undefined)[]> {
  const operator = stage.as(stage.people.operator);
  const [view, listed, patient, found, work] = await Promise.all([
    operator.people.run({ run }),
    operator.people.at({ journey: stage.home.journey }),
    operator.patients.get({ patient: stage.patient.id }),
    operator.patients.list({ query: '' }),
    stage.as(stage.people.staff).tasks.list({ filter: 'mine', due: 'all' }),
  ]);
  return [view, listed.people[0], patient.runs[0], found.items[0], work.items[0]].map((one) => one?.zone);
}

test('times are of the journey’s wall clock until the patient has one of their own', async () => {
  expect(await zones()).toEqual(Array(5).fill('Asia/Shanghai'));
  await stage.db.worker.query("UPDATE patients SET zone = 'America/Chicago' WHERE id = $1", [stage.patient.id]);
  expect(await zones()).toEqual(Array(5).fill('America/Chicago'));
});

test('the deadline of a to-do that escalates hands it on, until it has', async () => {
  const document = { nodes: { call: { config: { escalation: { after: 'PT30M', group: 'lead' } } }, other: {} } };
  const asked = async (node: string) => {
    const { rows } = await stage.db.worker.query(`SELECT ${handsOn('$1::uuid', '$2::text', '$3::jsonb')} AS yes`, [
      run,
      node,
      document,
    ]);
    return rows[0]?.yes;
  };
  expect([await asked('call'), await asked('other')]).toEqual([true, false]);
  const trail = { run, epoch: 0, fence: 1, rows: [] };
  const at = TASK_AT + 1_800_000;
  await makeEscalateTask(stage.db, () => undefined)({ trail, node: 'call', visit: 1, at, with: { group: 'lead' } });
  expect(await asked('call')).toBe(false);
});
