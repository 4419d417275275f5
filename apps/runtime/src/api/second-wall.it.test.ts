import { afterAll, beforeAll, expect, test } from 'vitest';
import { threeNodes } from '../../test/journeys.ts';
import { auditHash } from '../database/audit.ts';
import { inOrganization } from '../database/database.ts';
import { type ApiStage, openApiStage } from './api-stage.ts';
import { type People, published, runOf } from './published-run.ts';

let stage: ApiStage;
let people: People;

beforeAll(async () => {
  stage = await openApiStage();
  people = await stage.organization('甲院');
  const home = await published(stage, people, threeNodes());
  const patient = await stage.as(people.operator).patients.createTest({ name: '测试' });
  await runOf(stage.db, people, home, patient, 'hello');
  await stage.as(people.admin).keys.create({ name: 'key' });
});
afterAll(() => stage.close());

async function tenantTables(): Promise<string[]> {
  const { rows } = await stage.db.worker.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organization_id'
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

test('without a set organization the app role sees no row of any tenant table', async () => {
  const tables = await tenantTables();
  expect(tables.length).toBeGreaterThan(15);
  const filled: string[] = [];
  for (const table of tables) {
    const count = (rows: { n: number }[]) => rows[0]?.n ?? 0;
    expect([table, count((await stage.db.app.query(`SELECT count(*) AS n FROM ${table}`)).rows)]).toEqual([table, 0]);
    if (count((await stage.db.worker.query(`SELECT count(*) AS n FROM ${table}`)).rows) > 0) filled.push(table);
  }
  // The test would say nothing about empty tables.
  expect(filled).toEqual(
    expect.arrayContaining(['api_keys', 'approvals', 'audit_log', 'events', 'journeys', 'patients', 'plans', 'runs']),
  );
});

test('an organization set in one transaction is forgotten in the next one of the same connection', async () => {
  await inOrganization(stage.db, people.operator.organizationId, (tx) => tx.query('SELECT 1'));
  const { rows } = await stage.db.app.query('SELECT id FROM journeys');
  expect(rows).toEqual([]);
});

test('nobody can write a row into another organization', async () => {
  const other = await stage.organization('乙院');
  const insert = inOrganization(stage.db, people.operator.organizationId, (tx) =>
    tx.query("INSERT INTO patients (id, organization_id, external_id) VALUES (gen_random_uuid(), $1, 'x')", [
      other.operator.organizationId,
    ]),
  );
  await expect(insert).rejects.toMatchObject({ code: '42501' });
});

test.each(['UPDATE audit_log SET action = action', 'DELETE FROM audit_log', 'TRUNCATE audit_log'])(
  'the app role may not %s',
  async (sql) => {
    const attempt = inOrganization(stage.db, people.admin.organizationId, (tx) => tx.query(sql));
    await expect(attempt).rejects.toMatchObject({ code: '42501' });
  },
);

test('what was signed, published and logged cannot be changed by the app role', async () => {
  for (const table of ['plans', 'approvals', 'version_contents', 'message_contents', 'draft_commands']) {
    const attempt = inOrganization(stage.db, people.admin.organizationId, (tx) =>
      tx.query(`UPDATE ${table} SET organization_id = organization_id`),
    );
    await expect(attempt, table).rejects.toMatchObject({ code: '42501' });
  }
});

test('the audit chain verifies row by row, and a changed row breaks it', async () => {
  const { organizationId } = people.admin;
  const { rows } = await stage.db.worker.query(
    'SELECT seq, at, by, by_name, action, subject, detail, hash FROM audit_log WHERE organization_id = $1 ORDER BY seq',
    [organizationId],
  );
  expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
  expect(rows.map((row) => row.action)).toEqual(expect.arrayContaining(['text.approved', 'journey.published']));
  let previous = '';
  for (const { seq, at, by, by_name: byName, action, subject, detail, hash } of rows) {
    const row = { organizationId, byName, action, subject, detail, seq, at, ...(by === null ? {} : { by }) };
    expect(auditHash(previous, row)).toBe(hash);
    expect(auditHash(previous, { ...row, subject: 'changed' })).not.toBe(hash);
    previous = hash;
  }
});
