import type { TestPatient, VersionView } from '@suivi/schema';
import { drawJourney } from '../../test/journeys.ts';
import { type ApiStage, openApiStage } from '../api/api-stage.ts';
import { type People, published, runOf } from '../api/published-run.ts';
import type { Database } from '../database/database.ts';
import type { ActResult, CreateTaskWith } from '../workflows/contract.ts';
import { makeCreateTask } from './create-task.ts';

/** The journey of the tests: a to-do that the run waits for. */
export const alarmJourney = () =>
  drawJourney(
    'alarm',
    {
      start: ['trigger-event', { event: 'glucose.measured', reentry: 'per-event' }],
      hello: ['message', { text: '我们看到了您的血糖值，护士会联系您。' }],
      call: [
        'task',
        {
          group: 'nurse',
          title: { zh: '危险血糖', en: 'Dangerous glucose' },
          outcomes: [
            { id: 'reached', label: { zh: '已联系', en: 'Reached' } },
            { id: 'sent', label: { zh: '建议就诊', en: 'Sent to a doctor' } },
          ],
        },
      ],
      done: ['exit', { outcome: 'done' }],
      silent: ['exit', { outcome: 'unanswered', kind: 'drop' }],
    },
    [
      ['start', 'next', 'hello'],
      ['hello', 'next', 'call'],
      ['call', 'reached', 'done'],
      ['call', 'sent', 'done'],
      ['call', 'unanswered', 'silent'],
    ],
  );

/** For tests: an organization with staff groups, a published journey, and to-dos made by the activity itself. */
export interface TaskStage extends ApiStage {
  people: People;
  home: { journey: string; version: VersionView };
  patient: TestPatient;
  /** A new run of the patient, standing at the to-do. */
  run(patient?: TestPatient): Promise<string>;
  /** Runs the activity for a visit of the node `call`. */
  create(run: string, over?: Over, visit?: number, at?: number): Promise<ActResult>;
  /** The to-do of a run, as stored. */
  task(run: string): Promise<{ id: string; state: string; group_key: string; outcome: string | null }>;
  /** Events of the patient of this type, in order. */
  events(type: string): Promise<{ message_id: string; at: number; data: Record<string, unknown> }[]>;
}

type Over = Partial<Omit<CreateTaskWith, 'dueAfter'>> & { dueAfter?: number | undefined };

export const TASK_AT = Date.parse('2026-03-02T08:30:00+08:00');

export async function openTaskStage(): Promise<TaskStage> {
  const stage = await openApiStage();
  const people = await stage.organization('甲院');
  for (const [key, zh, en] of [
    ['nurse', '护士', 'Nurses'],
    ['lead', '护士长', 'Leads'],
  ] as const) {
    await stage.as(people.admin).staff.saveGroup({ key, label: { zh, en } });
  }
  await stage.as(people.admin).staff.setMembers({ group: 'nurse', members: [people.staff.userId] });
  const home = await published(stage, people, alarmJourney());
  const patient = await stage.as(people.operator).patients.createTest({ name: '陈建国' });
  const create = makeCreateTask(stage.db, () => undefined);
  return {
    ...stage,
    people,
    home,
    patient,
    run: (who = patient) => runOf(stage.db, people, home, who, 'call'),
    create: (run, { dueAfter, ...over } = { dueAfter: 3_600_000 }, visit = 1, at = TASK_AT) =>
      create({
        trail: { run, epoch: 0, fence: 1, rows: [] },
        node: 'call',
        visit,
        at,
        with: {
          group: 'nurse',
          title: { zh: '危险血糖', en: 'Dangerous glucose' },
          outcomes: [
            { id: 'reached', label: { zh: '已联系' } },
            { id: 'sent', label: { zh: '建议就诊' } },
          ],
          ...(dueAfter === undefined ? {} : { dueAfter }),
          waits: true,
          ...over,
        },
      }),
    async task(run) {
      const { rows } = await stage.db.worker.query(
        'SELECT id, state, group_key, outcome FROM tasks WHERE run_id = $1',
        [run],
      );
      return rows[0];
    },
    async events(type) {
      const { rows } = await stage.db.worker.query(
        'SELECT message_id, at, data FROM events WHERE patient_id = $1 AND type = $2 ORDER BY seq',
        [patient.id, type],
      );
      return rows;
    },
  };
}

/** For tests: the id of a to-do of this run, for the group `nurse`. */
export async function taskOf(db: Database, run: string): Promise<string> {
  await makeCreateTask(
    db,
    () => undefined,
  )({
    trail: { run, epoch: 0, fence: 1, rows: [] },
    node: 'pause',
    visit: 1,
    at: TASK_AT,
    with: { group: 'nurse', title: { zh: '甲院旅程待办' }, outcomes: [{ id: 'done', label: {} }], waits: true },
  });
  const { rows } = await db.worker.query<{ id: string }>('SELECT id FROM tasks WHERE run_id = $1', [run]);
  return rows[0]?.id ?? '';
}
