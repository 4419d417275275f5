import { planHash } from '@suivi/compiler';
import type { Plan } from '@suivi/schema';
import type { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { threeNodes } from '../../test/journeys.ts';
import { type ApiStage, openApiStage, withRoles } from '../api/api-stage.ts';
import { toSuiviError } from '../api/error-shape.ts';
import { approveAll, drawn, type People } from '../api/published-run.ts';

type Api = ReturnType<ApiStage['as']>;
let stage: ApiStage;
let people: People;
let operator: Api;
let reviewer: Api;
let journey: string;

beforeAll(async () => {
  stage = await openApiStage();
  people = await stage.organization('甲院');
  operator = stage.as(people.operator);
  reviewer = stage.as(people.reviewer);
});
afterAll(() => stage.close());
beforeEach(async () => {
  journey = await drawn(stage, people, threeNodes());
});

const refusal = (attempt: Promise<unknown>) =>
  attempt.then(
    () => undefined,
    (error: TRPCError) => toSuiviError(error),
  );

async function need() {
  const [found] = (await reviewer.journeys.get({ journey })).needs;
  if (!found) throw new Error('the journey has no text');
  const { node, contentHash, contextHash } = found;
  return { journey, node, contentHash, contextHash };
}
const write = (baseRevision: number, text: string, who = operator) =>
  who.drafts.edit({ journey, baseRevision, commands: [{ do: 'setConfig', id: 'hello', config: { text } }] });
const publish = (revision: number) => operator.publishing.publish({ journey, revision });
const codes = async () => (await operator.publishing.check({ journey })).missing.map(({ code }) => code);

test('an unapproved text cannot be published, and the refusal is on record', async () => {
  const refused = await refusal(publish(0));
  expect(refused?.code).toBe('PUBLISH_REFUSED');
  expect(refused?.extra.missing).toMatchObject([{ code: 'APPROVAL_MISSING', node: 'hello', field: 'text' }]);
  expect((await operator.journeys.get({ journey })).versions).toEqual([]);
  const [entry] = await stage.as(people.auditor).audit.list({});
  expect(entry).toMatchObject({ action: 'publish.refused', subject: journey });
});

test('an approved journey is published with plan, texts and signatures in one go', async () => {
  await operator.review.submit({ journey });
  await approveAll(stage, people, journey);
  expect(await operator.publishing.check({ journey })).toMatchObject({ ready: true, missing: [] });
  const version = await publish(0);
  expect(version).toMatchObject({ number: 1, publishedBy: 'operator 甲院', note: '' });
  const view = await operator.journeys.get({ journey });
  expect(view).toMatchObject({ status: 'running', review: { state: 'draft' }, live: { version: { number: 1 } } });
  const stored = await stage.db.worker.query<{ body: string; text: string; signed: string }>(
    `SELECT p.body, m.text, a.printed_name AS signed FROM journey_versions v JOIN plans p ON p.hash = v.plan_hash
     JOIN version_contents c ON c.version_id = v.id JOIN approvals a ON a.id = c.approval_id
     JOIN message_contents m ON m.hash = c.content_hash AND m.organization_id = v.organization_id WHERE v.id = $1`,
    [version.id],
  );
  const [row] = stored.rows;
  expect(row).toMatchObject({ text: '您好，订单已收到。', signed: 'reviewer 甲院' });
  expect(planHash(JSON.parse(row?.body ?? '') as Plan)).toBe(version.planHash);
});

test('a version says what its journey needs, whatever the draft was told', async () => {
  await approveAll(stage, people, journey);
  const { id } = await publish(0);
  const { rows } = await stage.db.worker.query('SELECT document FROM journey_versions WHERE id = $1', [id]);
  expect(rows[0].document.requires).toMatchObject({ events: ['order.paid'], staffGroups: [], fields: [] });
});

test('a zone that the pinned clocks do not know is refused, whatever the host knows', async () => {
  await approveAll(stage, people, journey);
  await operator.drafts.edit({ journey, baseRevision: 0, commands: [{ do: 'setZone', zone: 'Asia/Nanjing' }] });
  expect(await codes()).toEqual(['ZONE_UNKNOWN']);
});

test('an approval lapses with the text, and holds again when the text is as it was signed', async () => {
  await approveAll(stage, people, journey);
  const signed = threeNodes().nodes.hello?.config.text;
  await write(0, '改过的正文');
  expect(await codes()).toEqual(['APPROVAL_LAPSED']);
  expect((await operator.journeys.get({ journey })).approvals).toMatchObject([{ node: 'hello', state: 'lapsed' }]);
  expect((await refusal(publish(1)))?.code).toBe('PUBLISH_REFUSED');
  await operator.drafts.undo({ journey, baseRevision: 1 });
  expect((await operator.journeys.get({ journey })).draft.nodes.hello?.config.text).toBe(signed);
  expect(await codes()).toEqual([]);
});

test('a change of what leads to the message voids its approval, moving and renaming do not', async () => {
  await approveAll(stage, people, journey);
  await operator.drafts.edit({
    journey,
    baseRevision: 0,
    commands: [
      { do: 'moveNodes', to: { hello: { x: 400, y: 5 } } },
      { do: 'renameNode', id: 'hello', name: { zh: '第一条' } },
    ],
  });
  expect(await codes()).toEqual([]);
  const config = { event: 'dispense.recorded', reentry: 'per-event' };
  await operator.drafts.edit({ journey, baseRevision: 2, commands: [{ do: 'setConfig', id: 'start', config }] });
  expect(await codes()).toEqual(['APPROVAL_LAPSED']);
});

test('only what is in the draft now can be signed', async () => {
  const read = await need();
  await write(0, '又改了');
  expect((await refusal(reviewer.review.approve(read)))?.code).toBe('APPROVAL_STALE');
  expect((await refusal(reviewer.review.approve({ ...(await need()), node: 'nowhere' })))?.code).toBe('NODE_UNKNOWN');
});

test('nobody signs a text that they changed last, whatever roles they hold', async () => {
  const both = stage.as(withRoles(people.reviewer, ['operator', 'reviewer']));
  await write(0, '我自己写的正文', both);
  // Somebody else's edit elsewhere does not make the text theirs.
  await operator.drafts.edit({ journey, baseRevision: 1, commands: [{ do: 'setTitle', title: { zh: '标题' } }] });
  expect((await refusal(both.review.approve(await need())))?.code).toBe('APPROVAL_OWN_TEXT');
  await write(2, '别人改过的正文');
  expect(await both.review.approve(await need())).toMatchObject({ state: 'valid', by: 'reviewer 甲院' });
});

test('the text of an imported journey is that of whoever made the journey', async () => {
  const author = stage.as(withRoles(people.operator, ['operator', 'reviewer']));
  expect((await refusal(author.review.approve(await need())))?.code).toBe('APPROVAL_OWN_TEXT');
});

test('only the revision that was looked at can be published', async () => {
  await approveAll(stage, people, journey);
  await operator.drafts.edit({ journey, baseRevision: 0, commands: [{ do: 'setTitle', title: { zh: '标题' } }] });
  const stale = await refusal(publish(0));
  expect(stale).toMatchObject({ code: 'DRAFT_STALE', extra: { revision: 1 } });
  expect((await publish(1)).number).toBe(1);
  expect((await publish(1)).number).toBe(2);
});

test('a draft with errors is not submitted, and says why', async () => {
  await operator.drafts.edit({ journey, baseRevision: 0, commands: [{ do: 'removeNode', id: 'done' }] });
  const refused = await refusal(operator.review.submit({ journey }));
  expect(refused?.code).toBe('SUBMIT_REFUSED');
  expect(refused?.extra.diagnostics).toMatchObject([{ code: 'EXIT_MISSING' }, { code: 'PORT_OPEN', node: 'hello' }]);
});

test('the author withdraws a review', async () => {
  await operator.review.submit({ journey });
  expect((await operator.journeys.list()).find(({ id }) => id === journey)?.status).toBe('inReview');
  expect(await operator.review.withdraw({ journey })).toEqual({ state: 'draft' });
  const [item] = (await operator.journeys.list()).filter(({ id }) => id === journey);
  expect(item).toMatchObject({ status: 'draft', problems: 1, shape: ['trigger', 'message', 'exit'] });
});
