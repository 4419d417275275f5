import type { WorkItem } from '@suivi/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NOW } from '../api/api-stage.ts';
import { openTaskStage, type TaskStage } from './task-stage.ts';

const HOUR = 3_600_000;
let stage: TaskStage;
const due = new Map<string, string>();
const staff = () => stage.as(stage.people.staff);
const idsOf = (items: WorkItem[]) => items.map((item) => (item.kind === 'task' ? item.id : item.key));

beforeAll(async () => {
  stage = await openTaskStage();
  // NOW is 09:00 in the journey's zone.
  for (const [name, group, dueAfter] of [
    ['overdue', 'nurse', -HOUR],
    ['tonight', 'nurse', 14 * HOUR],
    ['tomorrow', 'nurse', 16 * HOUR],
    ['whenever', 'nurse', undefined],
    ['theirs', 'lead', HOUR],
  ] as const) {
    const run = await stage.run();
    await stage.create(run, { group, dueAfter }, 1, NOW);
    due.set((await stage.task(run)).id, name);
  }
});
afterAll(() => stage.close());
const names = (items: WorkItem[]) => idsOf(items).map((id) => due.get(id));

test('mine are those of my groups, the most urgent first; today ends with the day of the patient', async () => {
  const today = await staff().tasks.list({});
  expect(names(today.items)).toEqual(['overdue', 'tonight', 'whenever']);
  expect(today.counts).toEqual({ today: 3, overdue: 1, all: 4, doneToday: 0 });
  expect(names((await staff().tasks.list({ due: 'overdue' })).items)).toEqual(['overdue']);
  expect(names((await staff().tasks.list({ due: 'all' })).items)).toEqual([
    'overdue',
    'tonight',
    'tomorrow',
    'whenever',
  ]);
});

test('a group can be named, and without one all groups are listed', async () => {
  const lead = await staff().tasks.list({ filter: 'group', group: 'lead', due: 'all' });
  expect(names(lead.items)).toEqual(['theirs']);
  const everything = await staff().tasks.list({ filter: 'group', due: 'all' });
  expect(everything.counts.all).toBe(5);
});

test('a patient whom I answer for is mine, whatever the group', async () => {
  const set = (owner: string | null) =>
    stage.db.worker.query('UPDATE patients SET owner_id = $2 WHERE id = $1', [stage.patient.id, owner]);
  await set(stage.people.staff.userId);
  expect((await staff().tasks.list({ due: 'all' })).counts.all).toBe(5);
  await set(null);
});

test('an item says whom, why, in which journey and how much time is left', async () => {
  const [first] = (await staff().tasks.list({})).items;
  expect(first).toMatchObject({
    kind: 'task',
    patient: { id: stage.patient.id, name: '陈建国', test: true },
    journey: { id: stage.home.journey, title: { zh: 'alarm', en: 'alarm' }, number: 1 },
    group: { key: 'nurse', label: { zh: '护士', en: 'Nurses' } },
    title: { zh: '危险血糖', en: 'Dangerous glucose' },
    outcomes: [{ id: 'reached' }, { id: 'sent' }],
    leftMs: -HOUR,
    waits: true,
  });
});

test('without the right to see identities the name is masked', async () => {
  const [first] = (await stage.as(stage.people.auditor).tasks.list({ filter: 'group', due: 'all' })).items;
  expect(first?.patient.name).toBe('陈**');
});

test('a long list comes in pages that neither repeat nor leave out', async () => {
  const run = await stage.run();
  for (let visit = 1; visit <= 120; visit++)
    await stage.create(run, { group: 'lead', dueAfter: visit * 1_000 }, visit, NOW);
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await staff().tasks.list({ filter: 'group', group: 'lead', due: 'all', ...(after ? { after } : {}) });
    seen.push(...idsOf(page.items));
    after = page.next;
  } while (after !== undefined);
  expect(seen).toHaveLength(121);
  expect(new Set(seen).size).toBe(121);
});

test('what was done in the last day is counted', async () => {
  const { items } = await staff().tasks.list({});
  await staff().tasks.close({ task: idsOf(items)[0] ?? '', outcome: 'reached' });
  expect((await staff().tasks.list({})).counts).toMatchObject({ overdue: 0, doneToday: 1 });
});

test('another organization sees nothing of it', async () => {
  const other = await stage.organization('乙院');
  const list = await stage.as(other.staff).tasks.list({ filter: 'group', due: 'all' });
  expect(list).toEqual({ items: [], counts: { today: 0, overdue: 0, all: 0, doneToday: 0 } });
});
