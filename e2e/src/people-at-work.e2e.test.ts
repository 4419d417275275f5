import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OwnBrowser, openBrowser } from './browser.ts';
import { Product } from './product.ts';
import { fill, node, openJourney, openNode, saved, signIn } from './story/steps.ts';

/** Nurses and reviewers at work, on the started product: a phone, a keyboard, and signatures that an edit voids. */
let product: Product;
let own: OwnBrowser;
let operator: Page;

beforeAll(async () => {
  product = await Product.prepare();
  await product.start();
  own = await openBrowser();
  operator = await pageOf({ width: 1440, height: 900 });
  await signIn(operator, product.url, 'operator');
});
afterAll(async () => {
  await own?.close();
  await product?.stop();
});

async function pageOf(viewport: { width: number; height: number }): Promise<Page> {
  const context = await own.browser.newContext({ viewport, locale: 'zh-CN' });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  return page;
}

interface Answer<T> {
  result: { data: T };
}

/** Calls the API as the page's person. */
const ask = <T>(page: Page, path: string, input: unknown): Promise<T> =>
  page
    .evaluate(async ([where, query]) => (await fetch(`/trpc/${where}?input=${encodeURIComponent(query)}`)).json(), [
      path,
      JSON.stringify(input ?? {}),
    ] as const)
    .then((answer) => (answer as Answer<T>).result.data);
const tell = <T>(page: Page, path: string, input: unknown): Promise<T> =>
  page
    .evaluate(
      async ([where, body]) =>
        (
          await fetch(`/trpc/${where}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
        ).json(),
      [path, JSON.stringify(input)] as const,
    )
    .then((answer) => (answer as Answer<T>).result.data);

/** Presses Tab until the focus is where it is wanted, as somebody without a mouse does. */
async function tabTo(page: Page, selector: string): Promise<void> {
  await page.locator(`${selector}:not([disabled])`).waitFor();
  for (let presses = 0; presses < 150; presses++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the focus never came to ${selector}`);
}

test('a nurse closes a to-do on a phone, and the run takes that port', async () => {
  const patient = await tell<{ id: string }>(operator, 'patients.createTest', { name: '测试丙' });
  const data = { value: 55, unit: 'mg/dL' };
  await tell(operator, 'people.sendTestEvent', { patient: patient.id, type: 'glucose.measured', data });
  const nurse = await pageOf({ width: 390, height: 844 });
  await nurse.goto(product.url);
  await nurse.getByTestId('sign-in-nurse').click();
  const item = nurse.getByTestId('work-item').filter({ hasText: '测试丙' });
  await item.first().click();
  await nurse.getByTestId('outcome-handled').click();
  await nurse.getByTestId('task-note').fill('已电话联系');
  await nurse.getByTestId('task-close').click();
  const journeys = await ask<{ id: string; title: { en?: string } }[]>(operator, 'journeys.list', undefined);
  const alarm = journeys.find(({ title }) => /dangerous/i.test(title.en ?? ''));
  await expect
    .poll(() => ask<{ outcome?: string }[]>(operator, 'people.runs', { journey: alarm?.id }))
    .toEqual([expect.objectContaining({ outcome: 'handled' })]);
  expect(await nurse.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test('an edit says which signatures it voids before it is saved; the reviewer signs again with the keyboard only', async () => {
  const journeys = await ask<{ id: string; title: { en?: string } }[]>(operator, 'journeys.list', undefined);
  const { id = '' } = journeys.find(({ title }) => /first-refill/i.test(title.en ?? '')) ?? {};
  await operator.goto(product.url);
  await openJourney(operator, id);
  const { needs } = await ask<{ needs: { node: string }[] }>(operator, 'journeys.get', { journey: id });
  const text = needs[0]?.node ?? '';
  await openNode(operator, text);
  await fill(operator, 'field-text', '您好，改过的示例正文。');
  await operator.getByTestId('voids-bar').waitFor();
  const before = await ask<{ revision: number }>(operator, 'journeys.get', { journey: id });
  expect(before.revision).toBe(0);
  await operator.getByTestId('voids-save').click();
  await saved(operator);

  const reviewer = await pageOf({ width: 1440, height: 900 });
  await signIn(reviewer, product.url, 'reviewer');
  await reviewer.goto(`${product.url}/journeys/${id}`);
  await reviewer.getByTestId('node').first().waitFor();
  await tabTo(reviewer, '[data-testid="mode-review"]');
  await reviewer.keyboard.press('Enter');
  await tabTo(reviewer, `[data-testid="review-text"][data-node="${text}"]`);
  await reviewer.keyboard.press('Enter');
  await tabTo(reviewer, '[data-testid="approve-button"]');
  await reviewer.keyboard.press('Enter');
  await expect.poll(() => node(reviewer, text).textContent()).toContain('王敏');
  const { approvals } = await ask<{ approvals: { node: string; state: string }[] }>(operator, 'journeys.get', {
    journey: id,
  });
  expect(approvals.find((approval) => approval.node === text)).toMatchObject({ state: 'valid' });
});

const WAIT_MS = 10_000;

/** A journey of one wait, drawn and published over the API: nothing in it needs a signature. */
async function publishWait(): Promise<string> {
  const { id } = await tell<{ id: string }>(operator, 'journeys.create', { title: { zh: '移动', en: 'Race' } });
  const nodeOf = (type: string, config: object, version = 1) => ({ type, version, config });
  const nodes = {
    start: nodeOf('trigger-event', { event: 'order.paid', reentry: 'never' }),
    wait: nodeOf('wait-for-event', { event: 'message.received', timeout: { after: `PT${WAIT_MS / 1_000}S` } }),
    moved: nodeOf('exit', { outcome: 'moved', kind: 'neutral' }),
    timed: nodeOf('exit', { outcome: 'timed', kind: 'neutral' }),
  };
  const commands = [
    ...Object.entries(nodes).map(([key, value], k) => ({
      do: 'addNode',
      id: key,
      node: value,
      at: { x: 0, y: k * 90 },
    })),
    { do: 'connect', id: 'a', wire: { from: 'start', port: 'next', to: 'wait' } },
    { do: 'connect', id: 'b', wire: { from: 'wait', port: 'event', to: 'moved' } },
    { do: 'connect', id: 'c', wire: { from: 'wait', port: 'timeout', to: 'timed' } },
  ];
  const { revision } = await tell<{ revision: number }>(operator, 'drafts.edit', {
    journey: id,
    baseRevision: 0,
    commands,
  });
  await tell(operator, 'publishing.publish', { journey: id, revision, note: '' });
  return id;
}

interface Run {
  id: string;
  state: string;
  outcome?: string;
  enteredAt: number;
  steps: { seq: number }[];
}

test('an operator moves a patient while the timer fires: one wins, and who did not is told', async () => {
  const journey = await publishWait();
  const race = async (k: number): Promise<{ answer: string; outcome: string | undefined }> => {
    const patient = await tell<{ id: string }>(operator, 'patients.createTest', { name: `赛跑${k}` });
    await tell(operator, 'people.enrol', { journey, patient: patient.id });
    const find = async () =>
      (await ask<(Run & { patient: string })[]>(operator, 'people.runs', { journey })).find(
        (run) => run.patient === `赛跑${k}`,
      );
    // On a busy machine the wait may be over before anybody has looked: then the timer has won.
    await expect.poll(async () => (await find())?.state).toMatch(/waiting|finished/);
    const { id } = (await find()) as Run;
    const seen = await ask<Run>(operator, 'people.run', { run: id });
    const due = seen.enteredAt + WAIT_MS + (k - 2) * 15;
    await operator.waitForFunction((at) => Date.now() >= at, due);
    const expectSeq = seen.steps.at(-1)?.seq;
    const command = { run: id, op: 'goto', node: 'wait', to: 'moved', expectSeq, reason: 'asked' };
    const told = await operator.evaluate(
      async (body) =>
        (
          await fetch('/trpc/people.control', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
        ).json(),
      JSON.stringify(command),
    );
    const answer: string = told.error ? told.error.data.suivi.code : 'applied';
    await expect.poll(async () => (await find())?.state).toMatch(/finished|exited/);
    return { answer, outcome: (await find())?.outcome };
  };
  const races = await Promise.all([0, 1, 2, 3, 4].map(race));
  for (const { answer, outcome } of races) {
    expect([
      ['applied', 'moved'],
      ['RUN_MOVED_ON', 'timed'],
      ['RUN_ENDED', 'timed'],
    ]).toContainEqual([answer, outcome]);
  }
});
