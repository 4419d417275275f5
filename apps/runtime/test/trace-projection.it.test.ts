import type { Standing } from '@suivi/engine';
import type { TraceRow } from '@suivi/schema';
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase, transaction } from '../src/database/database.ts';
import { type Counted, contributions } from '../src/projection/node-counts.ts';
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
const record = (run: string, fence: number, rows: TraceRow[], main?: Standing) =>
  transaction(db.worker, (tx) => recordTrail(tx, { run, epoch: 0, fence, rows, ...(main ? { main } : {}) }));

async function stored(run: string): Promise<string[]> {
  const { rows } = await db.worker.query<{ seq: number; node_id: string; kind: string }>(
    'SELECT seq, node_id, kind FROM run_steps WHERE run_id = $1 ORDER BY epoch, seq',
    [run],
  );
  return rows.map((step) => `${step.seq} ${step.node_id} ${step.kind}`);
}

/** The kept numbers equal the sums over all rows, whatever happened on the way. */
async function expectCountsToAddUp(): Promise<void> {
  const steps = await db.worker.query<Counted>(
    "SELECT node_id, kind, port, by, detail->>'exit' AS exit FROM run_steps",
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

test('attempts that are retried at once never wait for each other in a circle', async () => {
  const runs = await Promise.all(Array.from({ length: 16 }, newRun));
  // Every second run goes from the first node to the last, the others the other way round: in two statements, what one
  // has taken away from and the other adds to would be locked crosswise.
  for (let round = 1; round <= 25; round++) {
    await Promise.all(
      runs.map((run, k) =>
        record(run, round * 2, [
          row(1, (k + round) % 2 === 0 ? 'hello' : 'silent', 'entered'),
          row(2, 'reply', 'entered'),
        ]),
      ),
    );
  }
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

const standing = async (run: string) =>
  (await db.worker.query('SELECT state, node_id, wake_at, outcome, ended_at FROM runs WHERE id = $1', [run])).rows[0];

test('the run says where it stands: waiting until, then left with an outcome', async () => {
  const run = await newRun();
  await record(run, 6, [row(1, 'pause', 'entered'), row(2, 'pause', 'waiting', { until: AT + 500 })]);
  const now = () => standing(run);
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

test('who stands at a to-do waits, until it is too late for it', async () => {
  const run = await newRun();
  await record(run, 6, [row(1, 'ask', 'entered'), row(2, 'ask', 'acting', { until: AT + 900 })]);
  expect(await standing(run)).toMatchObject({ state: 'waiting', node_id: 'ask', wake_at: AT + 900, ended_at: null });
});

test('who was taken out, by a rule, an operator or the end of a trial, has exited and not finished', async () => {
  for (const exit of ['rule', 'operator', 'trial']) {
    const run = await newRun();
    await record(run, 6, [row(1, 'pause', 'entered'), row(2, 'pause', 'left', { by: 'gone', detail: { exit } })]);
    expect(await standing(run)).toMatchObject({ state: 'exited', outcome: 'gone', ended_at: AT + 2 });
  }
  await expectCountsToAddUp();
});

test('the run stands where its own track does, whatever the track of a guard has just done', async () => {
  const run = await newRun();
  const main: Standing = { node: 'pause', state: 'waiting', until: AT + 500 };
  await record(
    run,
    6,
    [
      row(1, 'pause', 'entered'),
      row(2, 'pause', 'waiting', { until: AT + 500 }),
      row(3, 'silent', 'entered', { port: 'then' }),
      row(4, 'answered', 'entered'),
      row(5, 'answered', 'left', { by: 'over' }),
    ],
    main,
  );
  expect(await standing(run)).toMatchObject({
    state: 'waiting',
    node_id: 'pause',
    wake_at: AT + 500,
    outcome: null,
    ended_at: null,
  });
});

const NODES = ['start', 'hello', 'pause', 'ask', 'reply'];
const closing = fc.constantFrom<Partial<TraceRow> & Pick<TraceRow, 'kind'>>(
  { kind: 'woke', port: 'next' },
  { kind: 'acted', port: 'next' },
  { kind: 'branched', port: 'else' },
  { kind: 'moved', by: 'operator' },
  { kind: 'left', by: 'gone', detail: { exit: 'rule' } },
);
const visit = fc.record({
  node: fc.constantFrom(...NODES),
  meanwhile: fc.constantFrom<TraceRow['kind'] | undefined>(undefined, 'waiting', 'acting', 'held'),
  closing: fc.option(closing, { nil: undefined, freq: 8 }),
});
type Visit = typeof visit extends fc.Arbitrary<infer V> ? V : never;

/** The rows of such visits, each node's numbered from 1. */
function rowsOf(visits: readonly Visit[]): TraceRow[] {
  const counts = new Map<string, number>();
  const rows: TraceRow[] = [];
  for (const { node, meanwhile, closing: end } of visits) {
    const number = (counts.get(node) ?? 0) + 1;
    counts.set(node, number);
    const add = (more: Partial<TraceRow> & Pick<TraceRow, 'kind'>) =>
      rows.push({ ...row(rows.length + 1, node, more.kind, more), visit: number });
    add({ kind: 'entered' });
    if (meanwhile) add({ kind: meanwhile });
    if (end) add(end);
  }
  return rows;
}

test('after any deliveries, phantoms and repeats, counts and places are those of the rows that stand', async () => {
  const attempt = fc.record({ phantom: fc.array(visit, { maxLength: 3 }), twice: fc.boolean(), late: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(
      fc.array(visit, { minLength: 1, maxLength: 8 }),
      fc.array(attempt, { minLength: 4, maxLength: 4 }),
      async (visits, attempts) => {
        const run = await newRun();
        const rows = rowsOf(visits);
        const size = Math.ceil(rows.length / attempts.length);
        for (const [index, { phantom, twice, late }] of attempts.entries()) {
          const batch = rows.slice(index * size, (index + 1) * size);
          const [first] = batch;
          if (!first) break;
          const phantoms = rowsOf(phantom).map((each) => ({ ...each, seq: each.seq + first.seq - 1, visit: 9 }));
          await record(run, 10 * index + 2, phantoms);
          await record(run, 10 * index + 5, batch);
          if (twice) await record(run, 10 * index + 5, batch);
          if (late) await record(run, 10 * index + 3, phantoms);
        }
        const places = await db.worker.query<{ place: string }>(
          "SELECT node_id || '/' || visit AS place FROM run_places WHERE run_id = $1 ORDER BY 1",
          [run],
        );
        const open = new Set<string>();
        for (const { node, visit: number, kind, port } of rows) {
          if (kind === 'entered') open.add(`${node}/${number}`);
          if (port !== undefined || kind === 'moved' || kind === 'left') open.delete(`${node}/${number}`);
        }
        expect(places.rows.map(({ place }) => place)).toEqual([...open].sort());
        const last = rows.at(-1);
        expect(await standing(run)).toMatchObject({
          node_id: last?.node,
          ended_at: last?.kind === 'left' ? last.at : null,
        });
      },
    ),
    { numRuns: 40 },
  );
  await expectCountsToAddUp();
});

test('the app role can neither change nor delete what happened', async () => {
  const run = await newRun();
  await record(run, 6, [row(1, 'start', 'entered', { port: 'next' })]);
  await expect(db.app.query('DELETE FROM run_steps WHERE run_id = $1', [run])).rejects.toMatchObject({ code: '42501' });
  await expect(db.app.query("UPDATE audit_log SET action = 'x'")).rejects.toMatchObject({ code: '42501' });
  await expect(db.app.query('DELETE FROM audit_log')).rejects.toMatchObject({ code: '42501' });
});
