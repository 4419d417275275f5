import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type OwnBrowser, openBrowser } from './browser.ts';
import { Product } from './product.ts';
import { acceptedMessages, sendRequests } from './story/sandbox.ts';
import { choose, connect, drag, fill, node, openJourney, openNode, saved, signIn } from './story/steps.ts';

/**
 * The main job from end to end, as a newcomer does it: the started product, two people in two browsers, the sandbox
 * as the patient, and a kill -9 in the middle of a wait. One story, told in tests that follow each other.
 */
let product: Product;
let own: OwnBrowser;
let operator: Page;
let reviewer: Page;
let patient: Page;
let journey = '';
let sandboxUrl = '';
const ids: Record<string, string> = {};
const TEXT = { first: '您好，第一条示例消息 😀', second: '第二条：请回复一下。' };
const PLANTED = '植入姓名戊';

beforeAll(async () => {
  product = await Product.prepare();
  await product.start();
  own = await openBrowser();
  const context = (): Promise<BrowserContext> =>
    own.browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  [operator, reviewer, patient] = (await Promise.all(
    [context(), context(), context()].map(async (made) => {
      const page = await (await made).newPage();
      page.setDefaultTimeout(30_000);
      return page;
    }),
  )) as [Page, Page, Page];
});
afterAll(async () => {
  await own?.close();
  await product?.stop();
});

// Set SUIVI_SHOTS to a folder to see the pages of a test that failed.
beforeEach(({ onTestFailed }) => {
  const folder = process.env.SUIVI_SHOTS;
  if (!folder) return;
  onTestFailed(async () => {
    for (const [name, page] of Object.entries({ operator, reviewer, patient }))
      await page.screenshot({ path: `${folder}/failed-${name}.png` });
  });
});

const count = async (page: Page, id: string): Promise<number> =>
  Number(((await page.getByTestId(id).textContent()) ?? '').replace(/\D/g, '') || '0');

test('the operator finds the published example with test patients on the canvas', async () => {
  await signIn(operator, product.url, 'operator');
  await expect(operator.getByTestId('journey-row').first().textContent()).resolves.toContain('首购30天黄金窗口');
  await openJourney(operator);
  await operator.getByTestId('mode-people').click();
  await expect.poll(() => count(operator, 'total-entered')).toBe(4);
  await expect.poll(() => count(operator, 'count-entered-check')).toBe(2);
  await expect.poll(() => count(operator, 'count-here-week')).toBe(2);
  await expect.poll(() => count(operator, 'count-here-refill')).toBe(2);
});

test('a new journey is dragged, connected and worded; what is wrong shows at once', async () => {
  await operator.goto(product.url);
  await operator.getByTestId('new-journey').click();
  await operator.getByTestId('canvas').waitFor();
  journey = new URL(operator.url()).pathname.split('/').at(-1) ?? '';
  // Looking at another mode first must not move the view once there is something to show.
  await operator.getByTestId('mode-people').click();
  await operator.getByTestId('mode-design').click();
  ids.start = await drag(operator, 'trigger-event', { x: 0.4, y: 0.12 });
  const [canvas, first] = await Promise.all([
    operator.getByTestId('canvas').boundingBox(),
    node(operator, ids.start).boundingBox(),
  ]);
  expect((first?.y ?? 0) - (canvas?.y ?? 0)).toBeLessThan((canvas?.height ?? 0) * 0.2);
  ids.hello = await drag(operator, 'message', { x: 0.4, y: 0.25 });
  ids.pause = await drag(operator, 'wait-duration', { x: 0.4, y: 0.38 });
  ids.ask = await drag(operator, 'message', { x: 0.4, y: 0.49 });
  ids.reply = await drag(operator, 'wait-for-event', { x: 0.4, y: 0.62 });
  ids.answered = await drag(operator, 'exit', { x: 0.22, y: 0.82 });
  ids.silent = await drag(operator, 'exit', { x: 0.6, y: 0.82 });
  await expect.poll(() => count(operator, 'problems-count')).toBeGreaterThan(0);
  await connect(operator, ids.start, 'next', ids.hello);
  await connect(operator, ids.hello, 'next', ids.pause);
  await connect(operator, ids.pause, 'next', ids.ask);
  await connect(operator, ids.ask, 'next', ids.reply);
  await connect(operator, ids.reply, 'event', ids.answered);
  await connect(operator, ids.reply, 'timeout', ids.silent);
  await openNode(operator, ids.start);
  await choose(operator, 'field-event', 'order.paid');
  await openNode(operator, ids.hello);
  await fill(operator, 'field-text', TEXT.first);
  await openNode(operator, ids.pause);
  await choose(operator, 'field-until-unit', 'S');
  await fill(operator, 'field-until', '15');
  await openNode(operator, ids.ask);
  await fill(operator, 'field-text', TEXT.second);
  await openNode(operator, ids.answered);
  await fill(operator, 'field-outcome', '已回复');
  await openNode(operator, ids.silent);
  await fill(operator, 'field-outcome', '未回复');
  await saved(operator);
  await expect.poll(() => node(operator, ids.pause ?? '').textContent()).toContain('等 15 秒');
});

test('a reload finds everything, and undo still knows what was done', async () => {
  await operator.reload();
  await operator.getByTestId('node').first().waitFor();
  expect(await operator.getByTestId('node').count()).toBe(7);
  await operator.getByTestId('undo').click();
  await saved(operator);
  await operator.getByTestId('redo').click();
  await saved(operator);
  await openNode(operator, ids.silent ?? '');
  await expect.poll(() => operator.getByTestId('field-outcome').inputValue()).toBe('未回复');
});

test('the server refuses to publish unapproved texts and lists them', async () => {
  const refusal = await operator.evaluate(async (id) => {
    const view = await (
      await fetch(`/trpc/journeys.get?input=${encodeURIComponent(JSON.stringify({ journey: id }))}`)
    ).json();
    const body = JSON.stringify({ journey: id, revision: view.result.data.revision, note: '' });
    const answer = await fetch('/trpc/publishing.publish', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    return { status: answer.status, body: await answer.json() };
  }, journey);
  expect(refusal.status).toBe(409);
  expect(refusal.body.error.data.suivi.code).toBe('PUBLISH_REFUSED');
  const missing = refusal.body.error.data.suivi.extra.missing as { code: string; node: string }[];
  expect(missing.map((item) => item.code)).toEqual(['APPROVAL_MISSING', 'APPROVAL_MISSING']);
  expect(missing.map((item) => item.node).sort()).toEqual([ids.hello, ids.ask].sort());
  await operator.getByTestId('publish').click();
  await expect.poll(() => operator.getByTestId('publish-missing-item').count()).toBe(2);
  await operator.keyboard.press('Escape');
  await operator.getByTestId('submit-review').click();
  await saved(operator);
});

test('the medical reviewer reads the texts on the canvas and approves them', async () => {
  await signIn(reviewer, product.url, 'reviewer');
  await openJourney(reviewer, journey);
  await reviewer.getByTestId('mode-review').click();
  for (const id of [ids.hello, ids.ask]) {
    await reviewer.locator(`[data-testid="review-text"][data-node="${id}"]`).click();
    await reviewer.getByTestId('approve-button').click();
    await expect.poll(() => node(reviewer, id ?? '').textContent()).toContain('王敏');
  }
});

test('then it is published, and a test event starts a run whose message appears as a bubble', async () => {
  await expect.poll(() => operator.getByTestId('publish-missing-item').count()).toBe(0);
  await operator.getByTestId('publish').click();
  await operator.getByTestId('publish-confirm').click();
  await operator.getByTestId('mode-people').click();
  await operator.getByTestId('enrol-open').click();
  await operator.getByTestId('enrol-patient').selectOption('+');
  await operator.getByTestId('enrol-patient-name').fill(PLANTED);
  await operator.getByTestId('enrol-confirm').click();
  await expect.poll(() => count(operator, 'total-entered')).toBe(1);
  sandboxUrl = await operator.evaluate(
    async () => (await (await fetch('/trpc/session.system')).json()).result.data.sandboxUrl,
  );
  await patient.goto(sandboxUrl);
  await patient.getByTestId('chat-list').getByText(PLANTED).click();
  await expect
    .poll(() => patient.getByTestId('chat-bubble').allTextContents())
    .toEqual([expect.stringContaining(TEXT.first)]);
});

test('kill -9 in the middle of the wait: after the next start the run goes on and nothing is sent twice', async () => {
  await expect.poll(() => count(operator, `count-here-${ids.pause}`)).toBe(1);
  await product.kill();
  await product.start();
  await expect.poll(() => patient.getByTestId('chat-bubble').count(), { timeout: 40_000 }).toBe(2);
  const texts = (await acceptedMessages(sandboxUrl)).map((message) => message.text);
  expect(texts.filter((text) => text === TEXT.first)).toHaveLength(1);
  expect(texts.filter((text) => text === TEXT.second)).toHaveLength(1);
  const requests = await sendRequests(sandboxUrl);
  expect(new Set(requests.map((request) => request.msgid)).size).toBe(requests.length);
});

test('a reply in the sandbox moves the run on, live on the canvas that was open all the while', async () => {
  await expect.poll(() => count(operator, `count-here-${ids.reply}`)).toBe(1);
  await patient.getByTestId('reply-input').fill('好多了，谢谢');
  await patient.getByTestId('reply-send').click();
  await expect.poll(() => count(operator, `count-entered-${ids.answered}`)).toBe(1);
  await expect.poll(() => count(operator, 'total-inside')).toBe(0);
  await operator.getByTestId('run-row').first().click();
  const path = operator.getByTestId('path-step');
  await expect
    .poll(() => path.evaluateAll((all) => all.map((one) => one.getAttribute('data-node'))))
    .toEqual(expect.arrayContaining([ids.start, ids.hello, ids.pause, ids.ask, ids.reply, ids.answered]));
});

test('no log holds the name, the texts or the reply', async () => {
  const logs = await product.logs();
  for (const secret of [PLANTED, TEXT.first, TEXT.second, '好多了，谢谢']) expect(logs.includes(secret)).toBe(false);
});
