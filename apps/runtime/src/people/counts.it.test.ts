import type { LiveCounts, NodeCount, PeopleState, TestPatient, TraceRow, VersionView } from '@suivi/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { replyJourney } from '../../test/journeys.ts';
import { type ApiStage, openApiStage } from '../api/api-stage.ts';
import { approveAll, type People, published, runOf } from '../api/published-run.ts';
import { transaction } from '../database/database.ts';
import { recordTrail } from '../projection/record-trail.ts';

let stage: ApiStage;
let people: People;
/** Two versions: the second has no `pause` any more and leads from `hello` straight to `ask`. */
let journey: string;
let first: VersionView;
let second: VersionView;

type Row = [node: string, kind: TraceRow['kind'], more?: Partial<TraceRow>];
const start: Row[] = [
  ['start', 'entered', { port: 'next' }],
  ['hello', 'entered'],
  ['hello', 'acted', { port: 'next' }],
];
const AT = Date.parse('2026-03-01T09:00:00+08:00');

beforeAll(async () => {
  stage = await openApiStage();
  people = await stage.organization('甲院');
  ({ journey, version: first } = await published(stage, people, replyJourney({ wait: 'P1D', timeout: 'P1D' })));
  await add(first, '在等', [...start, ['pause', 'entered'], ['pause', 'waiting', { until: AT + 86_400_000 }]]);
  await add(first, '已问', [...start, ['pause', 'entered'], ['pause', 'woke', { port: 'next' }], ['ask', 'entered']]);
  second = await withoutPause();
  await add(second, '新版', [...start, ['ask', 'entered'], ['ask', 'acted', { port: 'next' }], ['reply', 'entered']]);
  await add(second, '被移', [
    ...start,
    ['ask', 'entered'],
    ['ask', 'moved', { by: 'operator', detail: { who: people.operator.userId, reason: '电话', to: 'reply' } }],
    ['reply', 'entered'],
    ['reply', 'moved', { by: 'rule' }],
    ['silent', 'entered'],
    ['silent', 'left', { by: 'silent', detail: { exit: 'rule' } }],
  ]);
  await add(second, '暂缓', [...start, ['ask', 'entered'], ['ask', 'held', { by: 'loop' }]]);
  await add(second, '退出', [
    ...start,
    ['ask', 'entered'],
    ['ask', 'left', { by: 'moved away', detail: { exit: 'operator' } }],
  ]);
});
afterAll(() => stage.close());

/** A run as the projection makes it, in two batches so that the second builds on the first. */
async function add(version: VersionView, name: string, rows: readonly Row[]): Promise<string> {
  const patient: TestPatient = await stage.as(people.operator).patients.createTest({ name });
  const run = await runOf(stage.db, people, { journey, version }, patient, 'start');
  const steps = rows.map(
    ([node, kind, more], k): TraceRow => ({ seq: k + 1, node, visit: 1, kind, at: AT + k, ...more }),
  );
  for (const batch of [steps.slice(0, 2), steps.slice(2)]) {
    await transaction(stage.db.worker, (tx) => recordTrail(tx, { run, epoch: 0, fence: 1, rows: batch }));
  }
  return run;
}

async function withoutPause(): Promise<VersionView> {
  const api = stage.as(people.operator);
  const { revision, draft } = await api.journeys.get({ journey });
  const wires = Object.entries(draft.wires).filter(([, wire]) => wire.from === 'pause' || wire.to === 'pause');
  const commands = [
    ...wires.map(([id]) => ({ do: 'disconnect' as const, id })),
    { do: 'removeNode' as const, id: 'pause' },
    { do: 'connect' as const, id: 'direct', wire: { from: 'hello', port: 'next', to: 'ask' } },
  ];
  await api.drafts.edit({ journey, baseRevision: revision, commands: [{ do: 'batch', of: commands }] });
  await approveAll(stage, people, journey);
  const edited = await api.journeys.get({ journey });
  return api.publishing.publish({ journey, revision: edited.revision });
}

/**
 * The numbers once the cursor has caught up: as the page does it, what later events changed is laid over the first.
 * Any transaction that is open on the same server holds the cursor back for a moment, those of other tests as well.
 */
async function look(version?: string, behind: () => Promise<unknown> = async () => {}): Promise<LiveCounts> {
  const stop = new AbortController();
  let nodes: LiveCounts['nodes'] = {};
  for await (const { event } of stage.services.watch(people.reviewer, { journey, version }, stop.signal)) {
    if (event.type !== 'counts') continue;
    nodes = { ...nodes, ...event.counts.nodes };
    if (event.counts.settled) return { ...event.counts, nodes };
    await behind();
  }
  throw new Error('the stream ended');
}

/** The numbers anew, from nothing but the rows up to the cursor. */
async function recomputed(cursor: string, version?: string): Promise<Record<string, Partial<NodeCount>>> {
  const { rows } = await stage.db.worker.query<{
    node: string;
    entered: number;
    left: number;
    moved: number;
    open: number;
    held: number;
  }>(
    `WITH rows AS (
       SELECT s.* FROM run_steps s JOIN runs r ON r.id = s.run_id
       WHERE r.journey_id = $1 AND ($2::uuid IS NULL OR s.version_id = $2)
         AND (s.xid, s.id) <= (split_part($3, ':', 1)::xid8, split_part($3, ':', 2)::bigint)
     ), visits AS (
       SELECT node_id, bool_or(kind = 'entered') AS entered, bool_or(kind = 'left') AS left, bool_or(kind = 'moved') AS moved,
              bool_or(port IS NOT NULL) AS went,
              (array_agg(kind ORDER BY epoch DESC, seq DESC))[1] = 'held' AS held
       FROM rows GROUP BY run_id, node_id, visit
     )
     SELECT node_id AS node, count(*) FILTER (WHERE entered) AS entered, count(*) FILTER (WHERE visits.left) AS left,
            count(*) FILTER (WHERE moved) AS moved, count(*) FILTER (WHERE NOT (visits.left OR moved OR went)) AS open,
            count(*) FILTER (WHERE held AND NOT (visits.left OR moved OR went)) AS held
     FROM visits GROUP BY node_id`,
    [journey, version ?? null, cursor],
  );
  return Object.fromEntries(
    rows.map(({ node, open, held, ...count }) => [node, { ...count, held, here: open - held }]),
  );
}

test.each(['all versions', 'the first', 'the second'])(
  'counts of %s are what the rows up to the cursor say',
  async (of) => {
    const version = { 'all versions': undefined, 'the first': first.id, 'the second': second.id }[of];
    const counts = await look(version);
    expect(counts.nodes).toMatchObject(await recomputed(counts.cursor, version));
    for (const { entered, here, held, left, moved, ports } of Object.values(counts.nodes)) {
      const went = Object.values(ports).reduce((sum, n) => sum + n, 0);
      expect(entered).toBe(here + held + left + moved + went);
    }
  },
);

test('the runs add up, per version and in all', async () => {
  const { totals, versions } = await look();
  expect(totals).toEqual({ entered: 6, inside: 3, finished: 0, exited: 2, held: 1 });
  expect(versions.map(({ number, entered, inside }) => [number, entered, inside])).toEqual([
    [2, 4, 1],
    [1, 2, 2],
  ]);
  for (const { entered, inside, finished, exited, held } of [totals, ...versions]) {
    expect(entered).toBe(inside + finished + exited + held);
  }
});

test('a port that led elsewhere has a number for each wire, and who did what is told apart', async () => {
  const { nodes } = await look();
  expect(nodes.hello).toMatchObject({ ports: { next: 6 }, split: { next: { pause: 2, ask: 4 } } });
  expect(nodes.ask).toMatchObject({ moved: 1, left: 1, held: 1, why: { 'moved:operator': 1, 'left:operator': 1 } });
  expect(nodes.reply).toMatchObject({ why: { 'moved:rule': 1 } });
  expect(nodes.start?.split).toBeUndefined();
});

test('a removed node that people are at is drawn as a ghost, with the wires they came along', async () => {
  const older = await stage.as(people.reviewer).people.older({ journey });
  expect(older.ghosts).toEqual({
    pause: { node: expect.objectContaining({ type: 'wait-duration' }), at: expect.any(Object), version: 1 },
  });
  expect(older.wires).toEqual(
    expect.arrayContaining([
      { from: 'hello', port: 'next', to: 'pause', version: 1 },
      { from: 'pause', port: 'next', to: 'ask', version: 1 },
    ]),
  );
  expect(await stage.as(people.reviewer).people.older({ journey, version: second.id })).toEqual({
    ghosts: {},
    wires: [],
  });
});

test('the list behind every number has as many entries as the number', async () => {
  const api = stage.as(people.operator);
  const { nodes, totals } = await look();
  for (const [node, count] of Object.entries(nodes)) {
    for (const state of ['entered', 'here', 'held', 'left', 'moved'] as const) {
      expect((await api.people.at({ journey, node, state })).people, `${node} ${state}`).toHaveLength(count[state]);
    }
    for (const [port, n] of Object.entries(count.ports)) {
      expect((await api.people.at({ journey, node, port })).people, `${node} ${port}`).toHaveLength(n);
    }
  }
  for (const state of ['inside', 'held', 'finished', 'exited'] as const) {
    expect((await api.people.at({ journey, state })).people).toHaveLength(totals[state]);
  }
});

test('who waits at a ghost, since when and until when', async () => {
  const { people: waiting } = await stage.as(people.operator).people.at({ journey, node: 'pause', state: 'here' });
  expect(waiting).toMatchObject([{ patient: '在等', version: 1, at: AT + 3, until: AT + 86_400_000, node: 'pause' }]);
});

test('a search needs the right to see identities, and takes % and _ as they are', async () => {
  const find = async (search: string, state?: PeopleState) =>
    (await stage.as(people.operator).people.at({ journey, search, ...(state ? { state } : {}) })).people.map(
      ({ patient }) => patient,
    );
  expect(await find('移')).toEqual(['被移']);
  expect(await find('%')).toEqual([]);
  await expect(stage.as(people.reviewer).people.at({ journey, search: '移' })).rejects.toMatchObject({
    cause: { code: 'NOT_ALLOWED' },
  });
});

test('the places of a run follow its rows, also when a retried task wrote others', async () => {
  const run = await add(second, '重试', [...start, ['ask', 'entered'], ['ask', 'acting', { until: AT + 9 }]]);
  const placesOf = async () => (await stage.as(people.operator).people.run({ run })).places;
  expect(await placesOf()).toMatchObject([{ node: 'ask', state: 'acting', until: AT + 9 }]);
  const rows: TraceRow[] = [{ seq: 4, node: 'reply', visit: 1, kind: 'entered', at: AT + 4 }];
  await transaction(stage.db.worker, (tx) => recordTrail(tx, { run, epoch: 0, fence: 2, rows }));
  expect(await placesOf()).toEqual([{ node: 'reply', visit: 1, since: AT + 4, state: 'running' }]);
  const counts = await look();
  expect(counts.nodes).toMatchObject(await recomputed(counts.cursor));
});

test('why a patient is not at a node is read off the rows of their own version', async () => {
  const api = stage.as(people.operator);
  const [waiting] = (await api.people.at({ journey, node: 'pause', state: 'here' })).people;
  const run = waiting?.run ?? '';
  expect(await api.people.why({ run, node: 'ask' })).toMatchObject({
    answer: 'not-yet',
    at: 'pause',
    wanted: ['next'],
  });
  expect(await api.people.why({ run, node: 'pause' })).toMatchObject({
    answer: 'here',
    came: { how: 'wire', from: 'hello' },
  });
  const [moved] = (await api.people.at({ journey, search: '被移' })).people;
  const asked = await api.people.why({ run: moved?.run ?? '', node: 'ask' });
  expect(asked).toMatchObject({ answer: 'moved-on', to: 'reply', who: people.operator.name, reason: '电话' });
  expect(await api.people.why({ run: moved?.run ?? '', node: 'pause' })).toEqual({
    node: 'pause',
    answer: 'not-in-version',
    number: 2,
  });
});

test('a look that began behind an open transaction ends at the same numbers', async () => {
  const other = await stage.db.worker.connect();
  await other.query('BEGIN');
  // A number below those of the rows that follow: until it ends, nothing after it is safe to resume from.
  await other.query('SELECT pg_current_xact_id()');
  await add(second, '迟到', [...start, ['ask', 'entered']]);
  let lagged = 0;
  const counts = await look(undefined, async () => {
    lagged += 1;
    if (lagged === 1) await other.query('ROLLBACK');
  });
  other.release();
  expect(lagged).toBeGreaterThan(0);
  expect(counts.nodes).toMatchObject(await recomputed(counts.cursor));
});
