import type { TraceRow } from '@suivi/schema';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase, transaction } from '../src/database/database.ts';
import { contributions } from '../src/projection/node-counts.ts';
import { recordTrail } from '../src/projection/record-trail.ts';
import { replyJourney } from './journeys.ts';
import { type Published, publishRows, testPatient } from './published.ts';
import { scratchDatabase } from './scratch-database.ts';

let db: Database;
let drop: () => Promise<void>;
let published: Published;
beforeAll(async () => {
  const scratch = await scratchDatabase();
  drop = scratch.drop;
  db = openDatabase(scratch.url);
  published = await publishRows(db, replyJourney({ wait: 'P1D', timeout: 'P1D' }));
});
afterAll(async () => {
  await db.close();
  await drop();
});

async function newRun(): Promise<string> {
  const { id: patient } = await testPatient(db, published.organization);
  const [run, event] = [uuidv7(), uuidv7()];
  await db.worker.query(
    `INSERT INTO events (id, organization_id, patient_id, seq, message_id, fingerprint, type, at, data) VALUES ($1, $2, $3, 1, ($1::uuid)::text, '', 'dispense.recorded', now(), '{}')`,
    [event, published.organization, patient],
  );
  await db.worker.query(
    `INSERT INTO runs (id, organization_id, journey_id, version_id, plan_hash, patient_id, test, entry_key_hash, event_id, event_seq, entered_at)
     SELECT $1, $2, $3, id, plan_hash, $4, true, '', $5, 1, now() FROM journey_versions WHERE id = $6`,
    [run, published.organization, published.journey, patient, event, published.version],
  );
  return run;
}

const AT = 1_700_000_000_000;
const row = (seq: number, node: string, kind: TraceRow['kind'], more: Partial<TraceRow> = {}): TraceRow => ({
  seq,
  node,
  visit: 1,
  kind,
  at: AT + seq,
  ...more,
});
const record = (run: string, fence: number, rows: TraceRow[], epoch = 0) =>
  transaction(db.worker, (tx) => recordTrail(tx, { run, epoch, fence, rows }));

async function stored(run: string): Promise<string[]> {
  const { rows } = await db.worker.query<{ seq: number; node_id: string; kind: string }>(
    'SELECT seq, node_id, kind FROM run_steps WHERE run_id = $1 ORDER BY epoch, seq',
    [run],
  );
  return rows.map((step) => `${step.seq} ${step.node_id} ${step.kind}`);
}

/** The kept numbers equal the sums over all rows, whatever happened on the way. */
async function expectCountsToAddUp(): Promise<void> {
  const steps = await db.worker.query<{ node_id: string; kind: string; port: string | null }>(
    'SELECT node_id, kind, port FROM run_steps',
  );
  const expected = new Map<string, number>();
  for (const step of steps.rows) {
    for (const { what, n } of contributions(step)) {
      const key = `${step.node_id} ${what}`;
      expected.set(key, (expected.get(key) ?? 0) + n);
    }
  }
  const kept = await db.worker.query<{ key: string; n: number }>(
    "SELECT node_id || ' ' || what AS key, sum(n)::bigint AS n FROM node_counts GROUP BY 1",
  );
  const nonZero = (entries: Iterable<[string, number]>) => Object.fromEntries([...entries].filter(([, n]) => n !== 0));
  expect(nonZero(kept.rows.map((count) => [count.key, count.n]))).toEqual(nonZero(expected));
}

test('a batch that is delivered twice is stored and counted once', async () => {
  const run = await newRun();
  const rows = [row(1, 'start', 'entered', { port: 'next' }), row(2, 'hello', 'entered')];
  await record(run, 6, rows);
  await record(run, 6, rows);
  expect(await stored(run)).toEqual(['1 start entered', '2 hello entered']);
  await expectCountsToAddUp();
});

test('rows of a later attempt replace the phantoms of an earlier one, and the counts heal with them', async () => {
  const run = await newRun();
  await record(run, 6, [
    row(1, 'start', 'entered', { port: 'next' }),
    row(2, 'pause', 'entered'),
    row(3, 'pause', 'waiting', { until: AT + 9 }),
  ]);
  await record(run, 10, [
    row(2, 'reply', 'entered'),
    row(3, 'reply', 'woke', { port: 'event' }),
    row(4, 'answered', 'entered'),
  ]);
  expect(await stored(run)).toEqual(['1 start entered', '2 reply entered', '3 reply woke', '4 answered entered']);
  await expectCountsToAddUp();
});

test('a batch that comes after a newer one changes nothing, not even beyond its end', async () => {
  const run = await newRun();
  await record(run, 12, [row(1, 'start', 'entered', { port: 'next' }), row(2, 'hello', 'entered')]);
  await record(run, 10, [
    row(1, 'start', 'entered', { port: 'next' }),
    row(2, 'ask', 'entered'),
    row(3, 'ask', 'acted', { port: 'next' }),
  ]);
  expect(await stored(run)).toEqual(['1 start entered', '2 hello entered']);
  await expectCountsToAddUp();
});

test('the run says where it stands: waiting until, then left with an outcome', async () => {
  const run = await newRun();
  await record(run, 6, [row(1, 'pause', 'entered'), row(2, 'pause', 'waiting', { until: AT + 500 })]);
  const now = async () =>
    (await db.worker.query('SELECT state, node_id, wake_at, outcome, ended_at FROM runs WHERE id = $1', [run])).rows[0];
  expect(await now()).toMatchObject({ state: 'waiting', node_id: 'pause', wake_at: AT + 500 });
  await record(run, 9, [
    row(3, 'pause', 'woke', { port: 'next' }),
    row(4, 'silent', 'entered'),
    row(5, 'silent', 'left', { by: 'silent' }),
  ]);
  expect(await now()).toMatchObject({
    state: 'finished',
    node_id: 'silent',
    wake_at: null,
    outcome: 'silent',
    ended_at: AT + 5,
  });
});

test('the app role can neither change nor delete what happened', async () => {
  const run = await newRun();
  await record(run, 6, [row(1, 'start', 'entered', { port: 'next' })]);
  await expect(db.app.query('DELETE FROM run_steps WHERE run_id = $1', [run])).rejects.toMatchObject({ code: '42501' });
  await expect(db.app.query("UPDATE audit_log SET action = 'x'")).rejects.toMatchObject({ code: '42501' });
  await expect(db.app.query('DELETE FROM audit_log')).rejects.toMatchObject({ code: '42501' });
});
