import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** What people do on the page, in the words of the story. Everything waits for what it needs; nothing sleeps. */

export async function signIn(page: Page, url: string, role: string): Promise<void> {
  await page.goto(url);
  await page.getByTestId(`sign-in-${role}`).click();
  await page.getByTestId('journey-row').first().waitFor();
}

/** Opens the first journey of the list, or the one with this id. */
export async function openJourney(page: Page, id?: string): Promise<void> {
  const row = id
    ? page.locator(`[data-testid="journey-row"][data-journey="${id}"]`)
    : page.getByTestId('journey-row').first();
  await row.click();
  await page.getByTestId('canvas').waitFor();
  await page.getByTestId('node').first().waitFor();
}

export const saved = (page: Page): Promise<void> =>
  page.locator('[data-testid="saved-state"][data-state="saved"]').waitFor();

/** Drags a node type from the palette to a place on the canvas (fractions of its size). @returns the new node's id */
export async function drag(page: Page, type: string, at: { x: number; y: number }): Promise<string> {
  const before = await nodeIds(page);
  const item = page.getByTestId(`palette-item-${type}`);
  // The palette is longer than a screen.
  await item.scrollIntoViewIfNeeded();
  const from = await centre(item);
  const box = await page.getByTestId('canvas').boundingBox();
  if (!box) throw new Error('the canvas is not shown');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  // A drag begins with a small step, as a hand does.
  await page.mouse.move(from.x + 2, from.y + 2);
  await page.mouse.move(box.x + box.width * at.x, box.y + box.height * at.y, { steps: 6 });
  await page.mouse.up();
  await expect.poll(async () => (await nodeIds(page)).length).toBe(before.length + 1);
  const id = (await nodeIds(page)).find((candidate) => !before.includes(candidate));
  if (!id) throw new Error(`no node of type ${type} appeared`);
  return id;
}

export async function connect(page: Page, from: string, port: string, to: string): Promise<void> {
  const start = await centre(page.getByTestId(`port-${from}-${port}`));
  const end = await centre(page.getByTestId(`target-${to}`));
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 2, start.y + 2);
  await page.mouse.move(end.x, end.y, { steps: 6 });
  await page.mouse.up();
}

/** Clicks a node, so that its form opens. */
export async function openNode(page: Page, id: string): Promise<void> {
  await node(page, id).click({ position: { x: 40, y: 12 } });
}

export async function fill(page: Page, field: string, value: string): Promise<void> {
  const input = page.getByTestId(field);
  await input.fill(value);
  await input.blur();
}

export const choose = (page: Page, field: string, value: string): Promise<string[]> =>
  page.getByTestId(field).selectOption(value);

export const node = (page: Page, id: string): Locator => page.locator(`[data-testid="node"][data-node="${id}"]`);

async function nodeIds(page: Page): Promise<string[]> {
  return page.getByTestId('node').evaluateAll((all) => all.map((one) => one.getAttribute('data-node') ?? ''));
}

async function centre(locator: Locator): Promise<{ x: number; y: number }> {
  await locator.waitFor({ state: 'attached' });
  const box = await locator.boundingBox();
  if (!box) throw new Error('not on the screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
