import { type Role, SuiviError } from '@suivi/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { threeNodes } from '../../test/journeys.ts';
import { type ApiStage, openApiStage } from '../api/api-stage.ts';
import type { Caller } from '../api/caller.ts';
import { toSuiviError } from '../api/error-shape.ts';

let stage: ApiStage;
let people: Record<Role, Caller>;

beforeAll(async () => {
  stage = await openApiStage();
  people = await stage.organization('甲院');
});
afterAll(() => stage.close());

async function drawn(): Promise<string> {
  const { id } = await stage.as(people.operator).journeys.create({ title: { zh: '旅程' } });
  const { nodes, wires, layout } = threeNodes();
  const commands = [
    ...Object.entries(nodes).map(([node, value]) => ({
      do: 'addNode' as const,
      id: node,
      node: value,
      at: layout[node] ?? { x: 0, y: 0 },
    })),
    ...Object.entries(wires).map(([wire, value]) => ({ do: 'connect' as const, id: wire, wire: value })),
  ];
  await stage.as(people.operator).drafts.edit({ journey: id, baseRevision: 0, commands });
  return id;
}

const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: unknown) => (error instanceof SuiviError ? error : toSuiviError(error as never)).code,
  );

test('a thread carries its words, its node and the revision it was begun on, and grows by answers', async () => {
  const journey = await drawn();
  const opened = await stage
    .as(people.reviewer)
    .threads.open({ journey, node: 'hello', quote: '订单', mustFix: false, body: '是什么订单？' });
  await stage.as(people.operator).threads.reply({ thread: opened.id, body: '药品订单' });
  const [thread] = await stage.as(people.auditor).threads.list({ journey });
  expect(thread).toMatchObject({ node: 'hello', quote: '订单', mustFix: false, mine: false });
  expect(thread?.comments.map(({ body, by }) => [by, body])).toEqual([
    ['reviewer 甲院', '是什么订单？'],
    ['operator 甲院', '药品订单'],
  ]);
});

test('publishing waits for an open must-fix, which its author alone cannot wave away', async () => {
  const journey = await drawn();
  const { id: thread } = await stage
    .as(people.reviewer)
    .threads.open({ journey, node: 'hello', mustFix: true, body: '请注明科室' });
  const missing = async () =>
    (await stage.as(people.operator).publishing.check({ journey })).missing.map(({ code, node }) => [code, node]);
  expect(await missing()).toContainEqual(['MUST_FIX_OPEN', 'hello']);
  expect(await codeOf(stage.as(people.operator).threads.resolve({ thread, resolved: true }))).toBe(
    'MUST_FIX_NOT_YOURS',
  );
  await stage.as(people.reviewer).threads.resolve({ thread, resolved: true });
  expect(await missing()).not.toContainEqual(['MUST_FIX_OPEN', 'hello']);
  await stage.as(people.reviewer).threads.resolve({ thread, resolved: false });
  expect(await missing()).toContainEqual(['MUST_FIX_OPEN', 'hello']);
});

test('a must-fix whose node was deleted still holds, as one about the journey', async () => {
  const journey = await drawn();
  await stage.as(people.reviewer).threads.open({ journey, node: 'hello', mustFix: true, body: '请改' });
  const { revision } = await stage.as(people.operator).journeys.get({ journey });
  await stage
    .as(people.operator)
    .drafts.edit({ journey, baseRevision: revision, commands: [{ do: 'removeNode', id: 'hello' }] });
  const { missing } = await stage.as(people.operator).publishing.check({ journey });
  const found = missing.find(({ code }) => code === 'MUST_FIX_OPEN');
  expect(found).toBeDefined();
  expect(found).not.toHaveProperty('node');
});

test('a thread on a node that is not there is refused', async () => {
  const journey = await drawn();
  expect(
    await codeOf(stage.as(people.reviewer).threads.open({ journey, node: 'gone', mustFix: false, body: '？' })),
  ).toBe('NODE_UNKNOWN');
});
