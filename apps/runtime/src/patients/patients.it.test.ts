import type { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NOW } from '../api/api-stage.ts';
import { toSuiviError } from '../api/error-shape.ts';
import { openTaskStage, TASK_AT, type TaskStage } from '../tasks/task-stage.ts';
import { makeSetField } from './set-field.ts';

let stage: TaskStage;
let patient: string;
let run: string;
const staff = () => stage.as(stage.people.staff).patients;
const auditor = () => stage.as(stage.people.auditor).patients;

beforeAll(async () => {
  stage = await openTaskStage();
  patient = stage.patient.id;
  run = await stage.run();
});
afterAll(() => stage.close());

test('names are found by a part of them, by those who may see names only', async () => {
  const found = async (api: typeof staff, query: string) => (await api().list({ query })).items.map(({ name }) => name);
  expect(await found(staff, '建国')).toEqual(['陈建国']);
  expect(await found(auditor, '建国')).toEqual([]);
  expect(await found(auditor, stage.patient.externalId)).toEqual(['陈**']);
  expect(await found(auditor, stage.patient.externalId.slice(0, -1))).toEqual([]);
});

test('without the right to see identities neither name, number nor words of the patient are told', async () => {
  await stage.db.worker.query(
    `UPDATE events SET type = 'message.received', data = '{"kind": "text", "text": "我是陈建国"}' WHERE patient_id = $1`,
    [patient],
  );
  const [view, timeline] = [await auditor().get({ patient }), await auditor().timeline({ patient })];
  expect(view.name).toBe('陈**');
  const told = JSON.stringify([view, timeline]);
  expect(told).not.toContain('建国');
  expect(told).not.toContain(stage.patient.externalId);
  expect(JSON.stringify(await staff().timeline({ patient }))).toContain('我是陈建国');
});

test('a page tells the runs, and the timeline everything that happened, newest first', async () => {
  await stage.create(run);
  const { id } = await stage.task(run);
  await stage.as(stage.people.staff).tasks.close({ task: id, outcome: 'reached', note: '已电话联系' });
  const view = await staff().get({ patient });
  expect(view.runs).toMatchObject([{ id: run, state: 'waiting', node: { id: 'call', type: 'task' }, number: 1 }]);
  const { entries } = await staff().timeline({ patient });
  expect(entries.map(({ kind }) => kind)).toEqual(['event', 'task', 'event']);
  expect(entries[0]).toMatchObject({ kind: 'event', type: 'task.closed', at: NOW });
  expect(entries[1]).toMatchObject({
    kind: 'task',
    at: TASK_AT,
    state: 'closed',
    outcome: { zh: '已联系' },
    note: '已电话联系',
    closedBy: stage.people.staff.name,
    closedAt: NOW,
  });
});

test('a field that is edited is one event, and the log keeps its name but not its value', async () => {
  const edit = (fields: Record<string, string | number | null>) => staff().editFields({ patient, fields });
  expect(await edit({ nextExam: '2026-11-20', hba1c: 7.1 })).toEqual({ changed: ['nextExam', 'hba1c'] });
  expect(await edit({ nextExam: '2026-11-20' })).toEqual({ changed: [] });
  expect(await edit({ hba1c: null })).toEqual({ changed: ['hba1c'] });
  const events = await stage.events('field.changed');
  expect(events.map(({ data }) => data)).toEqual([{ key: 'nextExam' }, { key: 'hba1c' }, { key: 'hba1c' }]);
  expect((await staff().get({ patient })).fields).toEqual({ nextExam: '2026-11-20' });
  const log = JSON.stringify(await stage.as(stage.people.auditor).audit.list({}));
  expect(log).toContain('fields.nextExam');
  expect(log).not.toContain('2026-11-20');
});

test('a journey writes a field once per visit, and not again over what somebody wrote since', async () => {
  const reports: string[] = [];
  const set = makeSetField(stage.db, (code) => reports.push(code));
  const input = { trail: { run, epoch: 0, fence: 1, rows: [] }, node: 'tier', visit: 1, at: TASK_AT };
  const high = { ...input, with: { field: 'tier', to: 'high' } };
  expect((await set(high)).outcome).toBe('done');
  await staff().editFields({ patient, fields: { tier: 'low' } });
  await set(high);
  expect((await staff().get({ patient })).fields.tier).toBe('low');
  const written = (await stage.events('field.changed')).filter(({ data }) => data.key === 'tier');
  expect(written[0]).toMatchObject({ message_id: `field:${run}/tier/1`, at: TASK_AT });
  expect(written).toHaveLength(2);
});

test('a patient of another organization is not there', async () => {
  const other = stage.as((await stage.organization('乙院')).staff).patients;
  const codes = await Promise.all(
    [other.get({ patient }), other.timeline({ patient }), other.editFields({ patient, fields: { a: 1 } })].map(
      (attempt) =>
        attempt.then(
          () => undefined,
          (error: TRPCError) => toSuiviError(error).code,
        ),
    ),
  );
  expect(codes).toEqual(['PATIENT_UNKNOWN', 'PATIENT_UNKNOWN', 'PATIENT_UNKNOWN']);
  expect((await other.list({})).items).toEqual([]);
});
