import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OwnBrowser, openBrowser } from '../browser.ts';
import { Product } from '../product.ts';
import { choose, connect, drag, fill, node, openJourney, openNode, saved, signIn } from '../story/steps.ts';
import { type Block, blocksOf, carryOut, environmentOf } from './blocks.ts';
import { type Clone, freshClone } from './fresh-clone.ts';
import { type Laboratory, openLaboratory } from './laboratory.ts';

/**
 * docs/add-a-node.md, carried out as it stands there in a fresh clone: the node is placed by mouse, published, run with
 * every outcome, seen on the canvas, and brought from version 1 to 2 while somebody is on their way to it.
 */
const PAGE = 'docs/add-a-node.md';
const TYPE = 'clinic/lab-result';

let clone: Clone;
let blocks: Block[];
let text = '';
let laboratory: Laboratory;
let product: Product;
let own: OwnBrowser;
let page: Page;
let journey = '';
let lab = '';
let start = '';

beforeAll(async () => {
  [clone, laboratory] = await Promise.all([freshClone(), openLaboratory()]);
  text = await readFile(join(clone.root, PAGE), 'utf8');
  blocks = blocksOf(text);
});
afterAll(async () => {
  await own?.close();
  await product?.stop();
  await laboratory?.close();
  await clone?.remove();
});

const block = (at: number): Block => {
  const found = blocks[at];
  if (!found) throw new Error(`${PAGE} has no block ${at + 1}`);
  return found;
};

const number = async (id: string): Promise<number> =>
  Number(((await page.getByTestId(id).textContent()) ?? '').replace(/\D/g, '') || '0');

async function enrol(name: string): Promise<void> {
  await page.getByTestId('mode-people').click();
  await page.getByTestId('enrol-open').click();
  await page.getByTestId('enrol-patient').selectOption('+');
  await page.getByTestId('enrol-patient-name').fill(name);
  await page.getByTestId('enrol-confirm').click();
}

const reaches = (count: string, n: number) => expect.poll(() => number(count)).toBe(n);

test('the page is short: at most 60 lines and six blocks', () => {
  expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
  expect(blocks.map(({ kind }) => kind)).toEqual(['ts', 'ts', 'diff', 'sh', 'diff', 'diff']);
});

test('a node is one folder and one line, and its types are right', async () => {
  for (const each of blocks.slice(0, 3)) await carryOut(clone.root, each);
  const untracked = await clone.git('ls-files', '--others', '--exclude-standard', '--directory');
  expect(untracked.trim().split('\n')).toEqual(['packs/clinic/']);
  expect((await clone.git('ls-files', '--others', '--exclude-standard')).trim().split('\n')).toEqual([
    'packs/clinic/lab-result/activity.ts',
    'packs/clinic/lab-result/definition.ts',
  ]);
  expect(await clone.git('diff', '--numstat')).toBe('1\t1\tsuivi.config.ts\n');
  const types = await clone.run('npx', 'tsc', '-p', 'tsconfig.json').catch((error: { stdout: string }) => error.stdout);
  expect(types.split('\n').filter((line) => line.startsWith('packs/'))).toEqual([]);
});

test('the product starts with it, and it stands in the palette', async () => {
  const line = block(3).text.replaceAll(/http:\/\/10\.0\.3\.7:8080/g, laboratory.origin);
  product = await Product.prepare(environmentOf(line), join(clone.root, 'scripts/start.mjs'));
  await product.start();
  own = await openBrowser();
  const context = await own.browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await signIn(page, product.url, 'operator');
  await page.getByTestId('new-journey').click();
  await page.getByTestId('canvas').waitFor();
  journey = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await expect.poll(() => page.getByTestId(`palette-item-${TYPE}`).textContent()).toContain('化验结果');
});

test('it is placed and wired by mouse, and published', async () => {
  start = await drag(page, 'trigger-event', { x: 0.4, y: 0.1 });
  lab = await drag(page, TYPE, { x: 0.4, y: 0.28 });
  const wait = await drag(page, 'wait-for-event', { x: 0.75, y: 0.45 });
  const exits = {
    ready: await drag(page, 'exit', { x: 0.12, y: 0.75 }),
    failed: await drag(page, 'exit', { x: 0.4, y: 0.82 }),
    timeout: await drag(page, 'exit', { x: 0.75, y: 0.75 }),
  };
  await connect(page, start, 'next', lab);
  await connect(page, lab, 'ready', exits.ready);
  await connect(page, lab, 'failed', exits.failed);
  await connect(page, lab, 'missing', wait);
  await connect(page, wait, 'timeout', exits.timeout);
  await connect(page, wait, 'event', lab);
  await openNode(page, start);
  await choose(page, 'field-event', 'order.paid');
  await openNode(page, wait);
  await choose(page, 'field-event', 'dispense.recorded');
  for (const [outcome, id] of Object.entries(exits)) {
    await openNode(page, id);
    await fill(page, 'field-outcome', outcome);
  }
  await expect.poll(() => node(page, lab).textContent()).toContain('查糖化');
  await saved(page);
  await page.getByTestId('publish').click();
  await page.getByTestId('publish-confirm').click();
  await page.getByTestId('mode-people').click();
  await page.getByTestId('enrol-open').waitFor();
});

test('on Temporal each outcome takes its port, the failing one after a second try', async () => {
  laboratory.answer(200);
  await enrol('甲');
  await reaches(`count-port-${lab}-ready`, 1);
  laboratory.answer(500, 500);
  await enrol('乙');
  await reaches(`count-port-${lab}-failed`, 1);
  laboratory.answer(404);
  await enrol('丙');
  await reaches(`count-port-${lab}-missing`, 1);
  expect(laboratory.asked).toHaveLength(4);
  for (const path of laboratory.asked) expect(path).toMatch(/^\/results\/[^/]+\/hba1c$/);
});

test('the way through the failing node is drawn on the canvas', async () => {
  await page.getByTestId(`count-port-${lab}-failed`).click();
  await page.getByTestId('run-row').first().click();
  const steps = page.locator(`[data-testid="path-step"][data-node="${lab}"]`);
  await expect
    .poll(() => steps.evaluateAll((all) => all.map((one) => one.getAttribute('data-kind'))))
    .toContain('acted');
  expect((await steps.allTextContents()).join()).toContain('LAB_500');
  await expect.poll(() => node(page, lab).getAttribute('class')).toContain('is-path');
  await expect.poll(() => node(page, start).getAttribute('class')).toContain('is-path');
});

test('version 2 migrates whoever is on their way: the old plan keeps its meaning', async () => {
  await product.shutdown();
  for (const each of blocks.slice(4)) await carryOut(clone.root, each);
  await product.start();
  await page.goto(product.url);
  await openJourney(page, journey);
  laboratory.answer(200);
  await page.getByTestId('mode-people').click();
  await page.getByTestId('test-event-open').click();
  await page.getByTestId('test-event-patient').selectOption({ label: '丙' });
  await page.getByTestId('test-event-type').selectOption('dispense.recorded');
  await page.getByTestId('test-event-send').click();
  await reaches(`count-port-${lab}-ready`, 2);
  expect(laboratory.asked.at(-1)).toMatch(/\/hba1c\?age=any$/);
  expect(await page.getByTestId('nodes-note').count()).toBe(0);
});

test('the draft has the new field, with the value that means what version 1 did, and is published anew', async () => {
  await page.getByTestId('mode-design').click();
  await openNode(page, lab);
  await expect.poll(() => page.getByTestId('field-age-any').isChecked()).toBe(true);
  await page.locator('label', { has: page.getByTestId('field-age-today') }).click();
  await saved(page);
  await page.getByTestId('publish').click();
  await page.getByTestId('publish-confirm').click();
  laboratory.answer(200);
  await enrol('丁');
  await expect.poll(() => laboratory.asked.at(-1)).toMatch(/\/hba1c\?age=today$/);
});
