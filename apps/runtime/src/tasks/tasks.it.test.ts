import type { TRPCError } from '@trpc/server';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { NOW } from '../api/api-stage.ts';
import { toSuiviError } from '../api/error-shape.ts';
import { transaction } from '../database/database.ts';
import { recordTrail } from '../projection/record-trail.ts';
import { makeEscalateTask } from './create-task.ts';
import { openTaskStage, TASK_AT, type TaskStage } from './task-stage.ts';

let stage: TaskStage;
let run: string;
const staff = () => stage.as(stage.people.staff);
const refusal = (attempt: Promise<unknown>) =>
  attempt.then(
    () => undefined,
    (error: TRPCError) => toSuiviError(error).code,
  );

beforeAll(async () => {
  stage = await openTaskStage();
});
afterAll(() => stage.close());
beforeEach(async () => {
  run = await stage.run();
});

const open = async (over = {}) => {
  await stage.create(run, over);
  return (await stage.task(run)).id;
};

describe('a to-do', () => {
  test('is made once per visit, whatever retries it, and the run waits for it', async () => {
    expect(await stage.create(run)).toEqual({ outcome: 'pending', detail: { group: 'nurse' } });
    expect((await stage.create(run)).outcome).toBe('pending');
    expect((await stage.create(run, { waits: false, dueAfter: 3_600_000 }, 2)).outcome).toBe('created');
    const { rows } = await stage.db.worker.query('SELECT key, due_at FROM tasks WHERE run_id = $1 ORDER BY visit', [
      run,
    ]);
    expect(rows).toEqual([1, 2].map((visit) => ({ key: `${run}/call/${visit}`, due_at: TASK_AT + 3_600_000 })));
  });

  test('for a group that the organization has not is not made, and says why', async () => {
    const made = await stage.create(run, { group: 'nobody' });
    expect(made).toEqual({ outcome: 'failed', detail: { reason: 'staffGroup' } });
    expect(await stage.task(run)).toBeUndefined();
  });

  test('goes to another group when it escalates, once; an unknown group leaves it where it is', async () => {
    await open();
    const reports: string[] = [];
    const escalate = makeEscalateTask(stage.db, (code) => reports.push(code));
    const input = { trail: { run, epoch: 0, fence: 1, rows: [] }, node: 'call', visit: 1, at: TASK_AT + 1_800_000 };
    expect((await escalate({ ...input, with: { group: 'gone' } })).outcome).toBe('pending');
    expect((await stage.task(run)).group_key).toBe('nurse');
    expect(reports).toEqual(['TASK_NOT_ESCALATED']);
    for (let i = 0; i < 2; i++) await escalate({ ...input, with: { group: 'lead' } });
    const { rows } = await stage.db.worker.query('SELECT group_key, escalated_at FROM tasks WHERE run_id = $1', [run]);
    expect(rows).toEqual([{ group_key: 'lead', escalated_at: TASK_AT + 1_800_000 }]);
  });
});

describe('closing', () => {
  test('puts one event for the waiting visit into the inbox, in the same transaction, and is on record', async () => {
    const task = await open();
    const before = (await stage.events('task.closed')).length;
    const closed = await staff().tasks.close({ task, outcome: 'reached', note: '已电话联系' });
    expect(closed).toEqual({ task, outcome: 'reached', at: NOW });
    const events = (await stage.events('task.closed')).slice(before);
    expect(events).toEqual([
      { message_id: `task:${task}`, at: NOW, data: { act: `${run}/call/1`, outcome: 'reached' } },
    ]);
    const [entry] = await stage.as(stage.people.auditor).audit.list({});
    expect(entry).toMatchObject({ action: 'task.closed', subject: task, detail: { outcome: 'reached' } });
    expect(JSON.stringify(entry)).not.toContain('电话');
  });

  test('twice is refused, and the first outcome stays', async () => {
    const task = await open();
    await staff().tasks.close({ task, outcome: 'reached' });
    expect(await refusal(staff().tasks.close({ task, outcome: 'sent' }))).toBe('TASK_CLOSED_ALREADY');
    expect(await stage.task(run)).toMatchObject({ state: 'closed', outcome: 'reached' });
  });

  test('by ten people at once closes it once', async () => {
    const task = await open();
    const before = (await stage.events('task.closed')).length;
    const codes = await Promise.all(
      Array.from({ length: 10 }, () => refusal(staff().tasks.close({ task, outcome: 'reached' }))),
    );
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === 'TASK_CLOSED_ALREADY')).toHaveLength(9);
    expect(await stage.events('task.closed')).toHaveLength(before + 1);
  });

  test('takes only an outcome that the to-do offers', async () => {
    const task = await open();
    expect(await refusal(staff().tasks.close({ task, outcome: 'cured' }))).toBe('TASK_OUTCOME_UNKNOWN');
    expect((await stage.task(run)).state).toBe('open');
  });

  test('is not possible from another organization, nor for a to-do that is not there', async () => {
    const task = await open();
    const other = await stage.organization('乙院');
    expect(await refusal(stage.as(other.staff).tasks.close({ task, outcome: 'reached' }))).toBe('TASK_UNKNOWN');
    expect(await refusal(staff().tasks.close({ task: uuidv7(), outcome: 'reached' }))).toBe('TASK_UNKNOWN');
  });

  test('in a trial happens at the instant that the trial has reached', async () => {
    const { organizationId, userId } = stage.people.operator;
    const patient = await stage.as(stage.people.operator).patients.createTest({ name: 'p01' });
    const [trial, origin] = [uuidv7(), Date.parse('1991-04-21T06:00:00Z')];
    await stage.db.worker.query(
      `INSERT INTO trials (id, organization_id, label, scale, days, started_at, created_by) VALUES ($1, $2, 'T', 0.001, 28, $3, $4)`,
      [trial, organizationId, new Date(NOW - 60_000), userId],
    );
    await stage.db.worker.query(
      `INSERT INTO trial_patients (organization_id, trial_id, patient_id, label, origin) VALUES ($1, $2, $3, 'p01', $4)`,
      [organizationId, trial, patient.id, new Date(origin)],
    );
    run = await stage.run(patient);
    const task = await open();
    const { at } = await staff().tasks.close({ task, outcome: 'reached' });
    // A minute of real time at a thousandth = 60,000 seconds of the journey.
    expect(at).toBe(origin + 60_000_000);
  });
});

describe('a to-do whose visit is over', () => {
  type Row = { kind: 'entered' | 'woke' | 'moved' | 'left' | 'acted'; node?: string; port?: string; by?: string };
  const trail = (seq: number, fence: number, rows: Row[]) =>
    transaction(stage.db.worker, (tx) =>
      recordTrail(tx, {
        run,
        epoch: 0,
        fence,
        rows: rows.map(({ node = 'call', ...row }, index) => ({ seq: seq + index, node, visit: 1, at: NOW, ...row })),
      }),
    );

  test.each([
    ['the deadline', { kind: 'woke', port: 'unanswered', by: 'deadline' }],
    ['an exit rule', { kind: 'moved', by: 'rule' }],
    ["an operator's move", { kind: 'moved', by: 'operator' }],
    ['the end of the run', { kind: 'left', by: 'trial-ended' }],
  ] as const)('lapses by %s, and cannot be closed any more', async (_, row) => {
    const task = await open();
    await trail(1, 1, [{ kind: 'entered' }]);
    expect((await stage.task(run)).state).toBe('open');
    await trail(2, 1, [row]);
    expect((await stage.task(run)).state).toBe('lapsed');
    expect(await refusal(staff().tasks.close({ task, outcome: 'reached' }))).toBe('TASK_CLOSED_ALREADY');
  });

  test('stays open when the run did not wait for it', async () => {
    await open({ waits: false });
    await trail(1, 1, [{ kind: 'entered' }, { kind: 'acted', port: 'next' }, { kind: 'left', node: 'done' }]);
    expect((await stage.task(run)).state).toBe('open');
  });

  test('stays closed when it was closed', async () => {
    const task = await open();
    await staff().tasks.close({ task, outcome: 'reached' });
    await trail(1, 1, [{ kind: 'entered' }, { kind: 'acted', port: 'reached' }]);
    expect((await stage.task(run)).state).toBe('closed');
  });

  test('opens again when a later attempt takes those rows back', async () => {
    await open();
    await trail(1, 1, [{ kind: 'entered' }, { kind: 'woke', port: 'unanswered' }]);
    expect((await stage.task(run)).state).toBe('lapsed');
    await trail(1, 2, [{ kind: 'entered' }]);
    expect((await stage.task(run)).state).toBe('open');
  });
});
