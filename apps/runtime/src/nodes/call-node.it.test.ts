import { defineNode, type NodeDefinition, registerPack, shortText } from '@suivi/nodes';
import { type Activity, defineActivity } from '@suivi/nodes/activity';
import * as webhook from '@suivi/nodes/webhook/activity';
import { workflowId } from '@suivi/schema';
import { temporal } from '@temporalio/proto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { eventually } from '../../test/eventually.ts';
import { drawJourney } from '../../test/journeys.ts';
import { openStage, type Stage } from '../../test/stage.ts';
import { Notifications } from '../database/notifications.ts';
import { type EngineRoom, openEngineRoom } from '../worker/engine-room.ts';
import { type Caught, openCatcher } from './catcher-fixture.ts';
import type { InstalledNodes } from './installed-nodes.ts';

const PLANTED = '植入姓名戊';
const words = { title: '查结果', help: '查结果', 'field.test': '项目', 'port.done': '有', 'port.failed': '失败' };

function lab(version: number, more: { egress?: string[] } = {}) {
  return defineNode({
    type: 'clinic/lab',
    version,
    category: 'data',
    shape: 'card',
    icon: 'database',
    pinyin: 'cha',
    words: { zh: words, en: words },
    config: version === 1 ? z.object({ test: shortText(20) }) : z.object({ test: shortText(20), age: shortText(20) }),
    initial: {},
    ports: () => [{ id: 'done' }, { id: 'failed' }],
    summary: (c) => c.test,
    outcomes: version === 1 ? ['done', 'failed'] : ['done', 'failed', 'stale'],
    attempts: 2,
    ...more,
    // The first version took results of any age.
    migrations: { 2: (old) => ({ ...old, age: 'any' }) },
  });
}

const first = lab(1);
const calls: { key: string; config: unknown }[] = [];

/** What the node does is told by its config, so that each run has its own story. */
const labActivity = (definition: NodeDefinition): Activity =>
  defineActivity(definition, (ctx, { config }) => {
    calls.push({ key: ctx.key, config });
    const { test } = config as { test: string };
    if (test === 'throws') throw new Error(`no result for ${PLANTED}`);
    return { outcome: test, detail: { tries: 1, name: PLANTED } };
  });

const installed = (activities: Activity[], inside: string[] = []): InstalledNodes => ({
  activities: new Map(activities.map((activity) => [activity.definition.type, activity])),
  queues: ['suivi-pack-clinic'],
  egress: { hosts: new Set(), inside: new Set(inside) },
});

let stage: Stage;
let room: EngineRoom;
let notifications: Notifications;
let catcher: Awaited<ReturnType<typeof openCatcher>>;
beforeAll(async () => {
  registerPack({ name: 'clinic', nodes: [first] });
  catcher = await openCatcher();
  stage = await openStage({ nodes: installed([labActivity(first), webhook.run], [catcher.origin]) });
  room = stage.room;
  notifications = new Notifications(stage.db.url);
  await notifications.start();
});
afterAll(async () => {
  await stage?.close();
  await notifications?.stop();
  await catcher?.close();
});

/** The engine room as after a start with other nodes. */
async function restartWith(nodes: InstalledNodes): Promise<void> {
  await room.stop();
  const { db, target, keys, reports } = stage;
  room = await openEngineRoom({ db, notifications, target, keys, nodes, report: (code) => reports.push(code) });
}

const oneNode = (type: string, config: Record<string, unknown>, ports: readonly string[]) =>
  drawJourney(
    'one',
    {
      start: ['trigger-event', { event: 'order.paid', reentry: 'per-event' }],
      node: [type, config],
      ...Object.fromEntries(ports.map((port) => [port, ['exit', { outcome: port }] as const])),
    },
    [['start', 'next', 'node'], ...ports.map((port) => ['node', port, port] as const)],
  );

async function enter(document: ReturnType<typeof oneNode>): Promise<string> {
  const published = await stage.publish(document);
  const patient = await stage.patient(published, PLANTED);
  await stage.event(published, patient.id, 'order.paid', { name: PLANTED });
  return eventually('the run is there', async () => {
    const { rows } = await stage.db.worker.query<{ id: string }>('SELECT id FROM runs WHERE patient_id = $1', [
      patient.id,
    ]);
    return rows[0]?.id;
  });
}

const outcomeOf = (run: string) =>
  eventually('the run has ended', async () => {
    const { rows } = await stage.db.worker.query<{ outcome: string | null }>(
      'SELECT outcome FROM runs WHERE id = $1 AND ended_at IS NOT NULL',
      [run],
    );
    return rows[0]?.outcome ?? undefined;
  });

const acted = async (run: string) => {
  const { rows } = await stage.db.worker.query<{ by: string; port: string; detail: unknown }>(
    "SELECT by, port, detail FROM run_steps WHERE run_id = $1 AND kind = 'acted'",
    [run],
  );
  return rows[0];
};

const historyOf = (run: string) => room.client.workflow.getHandle(workflowId(run)).fetchHistory();

test('a node of a pack runs on the queue of its pack, and its outcome takes its port', async () => {
  const run = await enter(oneNode('clinic/lab', { test: 'done' }, ['done', 'failed']));
  expect(await outcomeOf(run)).toBe('done');
  expect(await acted(run)).toEqual({ by: 'done', port: 'done', detail: { tries: 1 } });
  expect(calls.at(-1)).toEqual({ key: `${run}/node/1`, config: { test: 'done' } });
  const queues = ((await historyOf(run)).events ?? []).flatMap(
    ({ activityTaskScheduledEventAttributes: scheduled }) => scheduled?.taskQueue?.name ?? [],
  );
  expect(queues).toEqual(['suivi-pack-clinic']);
});

test('a node that throws is tried again, then fails by its port, and its message stays out of Temporal', async () => {
  const before = calls.length;
  const run = await enter(oneNode('clinic/lab', { test: 'throws' }, ['done', 'failed']));
  expect(await outcomeOf(run)).toBe('failed');
  expect(await acted(run)).toEqual({ by: 'failed', port: 'failed', detail: { reason: 'NODE_FAILED' } });
  expect(calls.length - before).toBe(2);
  const history = temporal.api.history.v1.History.encode(await historyOf(run)).finish();
  expect(Buffer.from(history).includes(PLANTED)).toBe(false);
  expect(Buffer.from(history).includes('NODE_FAILED')).toBe(true);
});

test('an outcome that the plan does not know is a failure with a reason', async () => {
  const run = await enter(oneNode('clinic/lab', { test: 'perhaps' }, ['done', 'failed']));
  expect(await outcomeOf(run)).toBe('failed');
  expect(await acted(run)).toMatchObject({ detail: { reason: 'NODE_OUTCOME_UNKNOWN' } });
});

test('a webhook posts the run’s key and no identity, once', async () => {
  const run = await enter(oneNode('webhook', { url: `${catcher.origin}/hook` }, ['ok', 'failed']));
  expect(await outcomeOf(run)).toBe('ok');
  const posts: Caught[] = catcher.caught.filter(({ path }) => path === '/hook');
  expect(posts).toHaveLength(1);
  expect(posts[0]).toMatchObject({ method: 'POST', key: `${run}/node/1` });
  const body = JSON.parse(posts[0]?.body ?? '{}');
  expect(Object.keys(body).sort()).toEqual(['at', 'key', 'node', 'run', 'variables']);
  expect(posts[0]?.body).not.toContain(PLANTED);
});

test('a webhook to an address that is not on the list fails without a call', async () => {
  const run = await enter(oneNode('webhook', { url: 'http://127.0.0.1:1/hook' }, ['ok', 'failed']));
  expect(await outcomeOf(run)).toBe('failed');
  expect(await acted(run)).toMatchObject({ detail: { reason: 'EGRESS_NOT_LISTED' } });
});

test('the trouble of the other side is tried again, its refusal is not', async () => {
  const busy = await enter(oneNode('webhook', { url: `${catcher.origin}/busy-once` }, ['ok', 'failed']));
  expect(await outcomeOf(busy)).toBe('ok');
  const keys = catcher.caught.filter(({ path }) => path === '/busy-once').map(({ key }) => key);
  expect(keys).toEqual([`${busy}/node/1`, `${busy}/node/1`]);
  const refused = await enter(oneNode('webhook', { url: `${catcher.origin}/refused` }, ['ok', 'failed']));
  expect(await outcomeOf(refused)).toBe('failed');
  expect(catcher.caught.filter(({ path }) => path === '/refused')).toHaveLength(1);
});

test('a node that was changed under the same version is not run: the run waits, and goes on once it is mended', async () => {
  await restartWith(installed([labActivity(lab(1, { egress: ['elsewhere.example'] }))]));
  const before = calls.length;
  const run = await enter(oneNode('clinic/lab', { test: 'done' }, ['done', 'failed']));
  await eventually('it is reported', async () => stage.reports.includes('NODE_MANIFEST_DIFFERS') || undefined);
  await eventually('the patient is seen at the node', async () => {
    const { rows } = await stage.db.worker.query<{ node_id: string }>('SELECT node_id FROM runs WHERE id = $1', [run]);
    return rows[0]?.node_id === 'node' || undefined;
  });
  expect(calls.length).toBe(before);
  await restartWith(installed([labActivity(first)]));
  expect(await outcomeOf(run)).toBe('done');
});

test('a later version of the node runs the plan of before with a migrated config, and knows only its outcomes', async () => {
  await restartWith(installed([labActivity(lab(2))]));
  const run = await enter(oneNode('clinic/lab', { test: 'done' }, ['done', 'failed']));
  expect(await outcomeOf(run)).toBe('done');
  expect(calls.at(-1)?.config).toEqual({ test: 'done', age: 'any' });
  const stale = await enter(oneNode('clinic/lab', { test: 'stale' }, ['done', 'failed']));
  expect(await outcomeOf(stale)).toBe('failed');
});

test('while no worker has the pack, the run waits at its node and is not failed', async () => {
  await restartWith({ ...installed([labActivity(first)]), queues: [] });
  const run = await enter(oneNode('clinic/lab', { test: 'done' }, ['done', 'failed']));
  await eventually('the patient is seen at the node', async () => {
    const { rows } = await stage.db.worker.query<{ node_id: string }>('SELECT node_id FROM runs WHERE id = $1', [run]);
    return rows[0]?.node_id === 'node' || undefined;
  });
  await restartWith(installed([labActivity(first)]));
  expect(await outcomeOf(run)).toBe('done');
  await room.stop();
});
