import { afterAll, beforeAll, expect, test } from 'vitest';
import { openServerStage, type ServerStage } from '../http/server-stage.ts';
import { seedExamples } from './seed-examples.ts';

let stage: ServerStage;
beforeAll(async () => {
  stage = await openServerStage();
  await seedExamples(stage.db, stage.demo);
});
afterAll(() => stage.close());

test('the examples are published, each text signed by the demo reviewer, who is not its author', async () => {
  const { callers } = stage.demo;
  const list = await stage.as(callers.operator).journeys.list();
  expect(list.map(({ title, status, example }) => [title.zh, status, example])).toEqual([
    ['首购30天黄金窗口', 'running', true],
    ['危险血糖值 → 护士', 'running', true],
    ['28天控糖营', 'running', true],
  ]);
  const { rows } = await stage.db.worker.query(
    `SELECT DISTINCT a.printed_name, v.published_by_name FROM approvals a JOIN journey_versions v ON v.journey_id = a.journey_id`,
  );
  expect(rows).toEqual([{ printed_name: callers.reviewer.name, published_by_name: callers.operator.name }]);
});

test('seeding again adds nothing, and brings back only what was never there', async () => {
  await seedExamples(stage.db, stage.demo);
  const { rows } = await stage.db.worker.query('SELECT count(*)::int AS n FROM journeys');
  expect(rows).toEqual([{ n: 3 }]);
});
