import { afterAll, beforeAll, expect, test } from 'vitest';
import { openServerStage, type ServerStage } from '../http/server-stage.ts';
import { seedExamples } from './seed-examples.ts';
import { readTemplates } from './seed-templates.ts';

const templates = await readTemplates();

let stage: ServerStage;
beforeAll(async () => {
  stage = await openServerStage();
  await seedExamples(stage.db, stage.demo);
});
afterAll(() => stage.close());

test('the examples are published, each text signed by the demo reviewer, who is not its author', async () => {
  const { callers } = stage.demo;
  const list = await stage.as(callers.operator).journeys.list();
  const published = list.filter(({ liveVersion }) => liveVersion !== undefined);
  expect(published.map(({ title, status, example }) => [title.zh, status, example])).toEqual([
    ['首购30天黄金窗口', 'running', true],
    ['危险血糖值 → 护士', 'running', true],
    ['28天控糖营', 'running', true],
  ]);
  const { rows } = await stage.db.worker.query(
    `SELECT DISTINCT a.printed_name, v.published_by_name FROM approvals a JOIN journey_versions v ON v.journey_id = a.journey_id`,
  );
  expect(rows).toEqual([{ printed_name: callers.reviewer.name, published_by_name: callers.operator.name }]);
});

test('the templates stand below them as drafts that nobody has approved, each under its key', async () => {
  const list = await stage.as(stage.demo.callers.operator).journeys.list();
  expect(list.slice(3).map(({ title, status, example }) => [title.zh, status, example])).toEqual(
    [...templates].reverse().map(({ document }) => [document.title.zh, 'draft', true]),
  );
  const { rows } = await stage.db.worker.query('SELECT key FROM journeys WHERE key IS NOT NULL ORDER BY key');
  expect(rows.map(({ key }) => key)).toEqual(templates.map(({ key }) => key).sort());
});

test('seeding again adds nothing, and brings back only what was never there', async () => {
  await seedExamples(stage.db, stage.demo);
  const { rows } = await stage.db.worker.query('SELECT count(*)::int AS n FROM journeys');
  expect(rows).toEqual([{ n: 3 + templates.length }]);
});

test('a template as it came cannot be published where a real channel is connected', async () => {
  const { callers, organizationId } = stage.demo;
  const api = stage.as(callers.operator);
  const { rows } = await stage.db.worker.query<{ id: string }>("SELECT id FROM journeys WHERE key = 'J2'");
  const journey = rows[0]?.id ?? '';
  const codes = async () => (await api.publishing.check({ journey })).missing.map(({ code }) => code);
  expect(await codes()).not.toContain('EXAMPLE_UNTOUCHED');
  const account = [organizationId, '00000000-0000-4000-8000-000000000001'];
  await stage.db.worker.query(
    "INSERT INTO channel_accounts (organization_id, id, kind, sandbox, settings) VALUES ($1, $2, 'wecom-kf', false, '')",
    account,
  );
  expect(await codes()).toContain('EXAMPLE_UNTOUCHED');
});
