import type { LiveEvent, TestPatient, TraceRow, VersionView } from '@suivi/schema';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { eventually } from '../../test/eventually.ts';
import { replyJourney } from '../../test/journeys.ts';
import { type ApiStage, openApiStage } from '../api/api-stage.ts';
import { approveAll, type People, published, runOf } from '../api/published-run.ts';
import { transaction } from '../database/database.ts';
import { CHANNEL } from '../database/notifications.ts';
import { addCounts } from '../projection/node-counts.ts';

let stage: ApiStage;
let people: People;
let home: { journey: string; version: VersionView };
let patient: TestPatient;

beforeAll(async () => {
  stage = await openApiStage();
  people = await stage.organization('甲院');
  patient = await stage.as(people.operator).patients.createTest({ name: '陈建国' });
});
afterAll(() => stage.close());
beforeEach(async () => {
  home = await published(stage, people, replyJourney({ wait: 'P1D', timeout: 'P1D' }));
});

type Counts = Extract<LiveEvent, { type: 'counts' }>['counts'];
type Row = Pick<TraceRow, 'node' | 'kind'> & { port?: string };

/** Writes trace rows of a run as the projection does; `hold` keeps the transaction open until it is resolved. */
function trace(run: string, seq: number, rows: readonly Row[], hold?: Promise<void>): Promise<void> {
  const { organizationId } = people.operator;
  return transaction(stage.db.worker, async (tx) => {
    for (const [index, row] of rows.entries()) {
      await tx.query(
        `INSERT INTO run_steps (run_id, epoch, seq, fence, organization_id, version_id, node_id, visit, kind, at, port)
         VALUES ($1, 0, $2, 0, $3, $4, $5, 1, $6, now(), $7)`,
        [run, seq + index, organizationId, home.version.id, row.node, row.kind, row.port ?? null],
      );
    }
    const counted = rows.map((row) => ({ node_id: row.node, kind: row.kind, port: row.port ?? null }));
    await addCounts(tx, run, { organization_id: organizationId, version_id: home.version.id }, counted);
    await tx.query('SELECT pg_notify($1, $2)', [CHANNEL.trace, home.version.id]);
    await hold;
  });
}

/** Follows a live stream, adding up what it says. */
function follow(input: { run?: string } = {}) {
  const stop = new AbortController();
  const seen: { id: string; event: LiveEvent }[] = [];
  const state: { counts?: Counts } = {};
  const waiting = new Set<() => void>();
  const done = (async () => {
    const stream = stage.services.watch(people.reviewer, { journey: home.journey, ...input }, stop.signal);
    for await (const item of stream) {
      seen.push(item);
      if (item.event.type === 'counts') {
        const { counts } = item.event;
        const same = state.counts?.version === counts.version;
        state.counts = { ...counts, nodes: { ...(same ? state.counts?.nodes : {}), ...counts.nodes } };
      }
      for (const check of waiting) check();
    }
  })();
  /** Resolves as soon as the events so far satisfy the condition. */
  const until = (condition: () => boolean) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (!condition()) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });
  const end = async () => {
    stop.abort();
    await done;
  };
  return { seen, state, until, end };
}

test('the first event is the full state, later ones only what changed', async () => {
  const run = await runOf(stage.db, people, home, patient, 'hello');
  await trace(run, 1, [
    { node: 'start', kind: 'entered', port: 'next' },
    { node: 'hello', kind: 'entered' },
  ]);
  const stream = follow();
  await stream.until(() => stream.seen.length > 0);
  expect(stream.seen[0]?.event).toMatchObject({
    type: 'counts',
    counts: {
      version: home.version.id,
      nodes: { start: { entered: 1, here: 0, ports: { next: 1 } }, hello: { entered: 1, here: 1 } },
      totals: { entered: 1, inside: 1, finished: 0, exited: 0, held: 0 },
      versions: [{ id: home.version.id, number: 1, entered: 1 }],
    },
  });
  await stream.until(() => stream.state.counts?.cursor !== '0:0');
  const before = stream.seen.length;
  await trace(run, 3, [
    { node: 'hello', kind: 'acted', port: 'next' },
    { node: 'pause', kind: 'entered' },
  ]);
  await stream.until(() => stream.state.counts?.nodes.pause?.here === 1);
  const changed = stream.seen.slice(before).find(({ event }) => event.type === 'counts' && event.counts.nodes.pause);
  expect(changed?.event).toMatchObject({ type: 'counts', counts: { nodes: { hello: { entered: 1, here: 0 } } } });
  expect(JSON.stringify(changed?.event)).not.toContain('start');
  await stream.end();
  expect(new Set(stream.seen.map(({ id }) => id)).size).toBe(stream.seen.length);
});

test('while an older transaction is open the cursor stays below it, and catches up without another notice', async () => {
  const run = await runOf(stage.db, people, home, patient, 'hello');
  const stream = follow();
  await stream.until(() => stream.seen.length > 0);
  const older = new Client({ connectionString: stage.db.url });
  await older.connect();
  await older.query('BEGIN');
  await older.query('SELECT pg_current_xact_id()');
  await trace(run, 1, [{ node: 'start', kind: 'entered', port: 'next' }]);
  await stream.until(() => stream.state.counts?.nodes.start?.entered === 1);
  expect(stream.state.counts?.cursor).toBe('0:0');
  await older.query('COMMIT');
  await stream.until(() => stream.state.counts?.cursor !== '0:0');
  await older.end();
  await stream.end();
});

test('two hundred rows of concurrent writers are all counted at the end, with few looks', async () => {
  const runs = [];
  for (let i = 0; i < 20; i++) {
    const each = await stage.as(people.operator).patients.createTest({ name: `患者${i}` });
    runs.push(await runOf(stage.db, people, home, each, 'start'));
  }
  const stream = follow();
  await stream.until(() => stream.seen.length > 0);
  await Promise.all(
    runs.map(async (run) => {
      for (let seq = 1; seq <= 10; seq++) await trace(run, seq, [{ node: 'hello', kind: 'entered' }]);
    }),
  );
  await stream.until(() => stream.state.counts?.nodes.hello?.entered === 200);
  expect(stream.seen.length).toBeLessThan(200);
  await stream.end();
});

test('with a run the stream carries its steps, with the name masked for whoever may not see it', async () => {
  const run = await runOf(stage.db, people, home, patient, 'hello');
  const stream = follow({ run });
  const steps = () => stream.seen.flatMap(({ event }) => (event.type === 'run' ? [event.run.steps.length] : []));
  await stream.until(() => steps().includes(0));
  expect(stream.seen.find(({ event }) => event.type === 'run')?.event).toMatchObject({ run: { patient: '陈**' } });
  await trace(run, 1, [{ node: 'start', kind: 'entered', port: 'next' }]);
  await stream.until(() => steps().includes(1));
  await stream.end();
});

test('edits, approvals and a new version are told', async () => {
  const stream = follow();
  await stream.until(() => stream.seen.length > 0);
  const { journey } = home;
  const commands = [{ do: 'setConfig' as const, id: 'hello', config: { text: '新正文' } }];
  await stage.as(people.operator).drafts.edit({ journey, baseRevision: 0, commands });
  await stream.until(() => stream.seen.some(({ event }) => event.type === 'draft' && event.revision === 1));
  await approveAll(stage, people, journey);
  await stream.until(() => stream.seen.some(({ event }) => event.type === 'review'));
  const next = await stage.as(people.operator).publishing.publish({ journey, revision: 1 });
  await stream.until(() => stream.state.counts?.version === next.id);
  await stream.end();
});

test('a stream outlives a restart of the database', async () => {
  const run = await runOf(stage.db, people, home, patient, 'hello');
  const stream = follow();
  await stream.until(() => stream.seen.length > 0);
  const admin = new Client({ connectionString: stage.db.url });
  await admin.connect();
  const { rows: ended } = await admin.query<{ pid: number }>(
    `SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  // They end when they come to it: a query may still be taken by one that is about to.
  await eventually('they have ended', async () => {
    const pids = ended.map(({ pid }) => pid);
    return (await admin.query('SELECT 1 FROM pg_stat_activity WHERE pid = ANY($1)', [pids])).rowCount === 0;
  });
  await admin.end();
  const { worker } = stage.db;
  await eventually('the pool has noticed', () =>
    Promise.all(Array.from({ length: worker.totalCount + 1 }, () => worker.query('SELECT 1'))).then(
      () => true,
      () => false,
    ),
  );
  await trace(run, 1, [{ node: 'start', kind: 'entered', port: 'next' }]);
  await stream.until(() => stream.state.counts?.nodes.start?.entered === 1);
  await stream.end();
});

test('an unknown journey or run ends the stream with an error', async () => {
  const open = (journey: string, run?: string) =>
    stage.services
      .watch(people.reviewer, { journey, run }, new AbortController().signal)
      [Symbol.asyncIterator]()
      .next();
  await expect(open(home.version.id)).rejects.toMatchObject({ code: 'JOURNEY_UNKNOWN' });
  await expect(open(home.journey, home.version.id)).rejects.toMatchObject({ code: 'RUN_UNKNOWN' });
});
