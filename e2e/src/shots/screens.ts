import type { Page } from 'playwright-core';
import { openJourney, openNode, signIn } from '../story/steps.ts';
import { type Camera, type Look, PHONE } from './camera.ts';

type Take = (name: string) => Promise<void>;
const CAMP = /28天控糖营|28-day/;
const ALARM = /危险血糖值|Dangerous value/;
const NEW = /未命名旅程|Untitled journey/;

/** Every screen, as the people see it who use it. */
export async function shootAll(camera: Camera, url: string, look: Look): Promise<void> {
  const operator = await camera.open(look);
  await design(operator.page, operator.take, url);
  await people(operator.page, operator.take);
  await camp(operator.page, operator.take, url);
  await alarm(operator.page, operator.take, url);
  await sandbox(operator.page, operator.take, look);
  await operator.close();
  const reviewer = await camera.open(look);
  await review(reviewer.page, reviewer.take, url);
  await reviewer.close();
  for (const [role, name] of [
    ['engineer', 'keys'],
    ['auditor', 'audit'],
  ] as const) {
    const other = await camera.open(look);
    await arrive(other.page, url, role, name);
    await other.take(name);
    await other.close();
  }
  for (const [suffix, size] of [
    ['', undefined],
    ['-phone', PHONE],
  ] as const) {
    const staff = await camera.open(look, size);
    await work(staff.page, staff.take, url, suffix);
    if (suffix) {
      await staff.page.goto(`${url}/journeys`);
      await staff.page.getByTestId('journey-row').first().waitFor();
      await staff.take(`journeys${suffix}`);
    }
    await staff.close();
  }
}

async function design(page: Page, take: Take, url: string): Promise<void> {
  await page.goto(url);
  await page.getByTestId('sign-in-operator').waitFor();
  await take('sign-in');
  await signIn(page, url, 'operator');
  await take('journeys');
  await openJourney(page);
  await take('design');
  await openNode(page, 'check');
  await take('design-message');
  // An edit of a signed text is held until the person decides; here it is taken back.
  const text = page.locator('textarea').first();
  await text.fill(`${await text.inputValue()}。`);
  await page.getByTestId('voids-bar').waitFor();
  await take('design-voids');
  await page.getByTestId('voids-discard').click();
  await openNode(page, 'refill');
  await take('design-wait');
  await page.getByTestId('publish').click();
  await page.getByTestId('publish-confirm').waitFor();
  await take('publish');
  await page.keyboard.press('Escape');
}

async function people(page: Page, take: Take): Promise<void> {
  await page.getByTestId('mode-people').click();
  await page.getByTestId('total-entered').waitFor();
  await take('people');
  await page.getByTestId('run-row').last().click();
  await page.getByTestId('path-step').first().waitFor();
  await take('people-path');
  const act = page.getByTestId('act-exit');
  if (await act.count()) {
    await act.click();
    await take('people-act');
    await page.keyboard.press('Escape');
  }
  await page.getByTestId('enrol-open').click();
  await page.getByTestId('enrol-confirm').waitFor();
  await take('people-enrol');
  await page.keyboard.press('Escape');
}

/** A journey that somebody has just begun: no node, no version, nobody in it. */
export async function shootNew(camera: Camera, url: string, look: Look): Promise<void> {
  const { page, take, close } = await camera.open(look);
  await signIn(page, url, 'operator');
  const row = page.getByTestId('journey-row').filter({ hasText: NEW }).first();
  await ((await row.count()) ? row : page.getByTestId('new-journey')).click();
  await page.getByTestId('canvas').waitFor();
  await take('new-design');
  await page.getByTestId('mode-people').click();
  await page.getByTestId('list-count').waitFor();
  await take('new-people');
  await close();
}

/** Somebody at a to-do that will escalate. */
async function alarm(page: Page, take: Take, url: string): Promise<void> {
  await page.goto(`${url}/journeys`);
  await page.getByTestId('journey-row').filter({ hasText: ALARM }).first().click();
  await page.getByTestId('node').first().waitFor();
  await take('alarm-design');
  await page.getByTestId('mode-people').click();
  await page.getByTestId('run-row').first().waitFor();
  await take('alarm-people');
  await page.getByTestId('run-row').first().click();
  await page.getByTestId('path-step').first().waitFor();
  await take('alarm-path');
}

/** The longest of the examples, with a repeat, conditions and to-dos in it. */
async function camp(page: Page, take: Take, url: string): Promise<void> {
  await page.goto(`${url}/journeys`);
  await page.getByTestId('journey-row').filter({ hasText: CAMP }).first().click();
  await page.getByTestId('node').first().waitFor();
  await take('camp-design');
  for (const id of ['inARow', 'coach', 'checkin']) {
    await openNode(page, id);
    await take(`camp-${id}`);
  }
  await page.keyboard.press('Escape');
  await page.getByTestId('mode-people').click();
  await page.getByTestId('total-entered').waitFor();
  await take('camp-people');
  await page.getByTestId('run-row').first().click();
  await page.getByTestId('path-step').first().waitFor();
  await openNode(page, 'coach');
  await take('camp-why');
}

async function review(page: Page, take: Take, url: string): Promise<void> {
  await signIn(page, url, 'reviewer');
  await openJourney(page);
  await page.getByTestId('mode-review').click();
  await page.getByTestId('review-text').first().click();
  const body = page.getByTestId('thread-body').first();
  if ((await page.getByTestId('thread').count()) === 0) {
    await body.fill('“黄金窗口”是否会让患者紧张？请换一个词。');
    await page.getByTestId('thread-must-fix').first().check();
    await page.getByTestId('thread-send').first().click();
    await page.getByTestId('thread').first().waitFor();
  }
  await take('review');
}

async function sandbox(page: Page, take: Take, { language, theme }: Look): Promise<void> {
  const address = await page.evaluate(
    async () => (await (await fetch('/trpc/session.system')).json()).result.data.sandboxUrl as string,
  );
  await page.goto(`${address}/?lang=${language}&theme=${theme}`);
  await page.getByTestId('chat-list').locator('a, button').first().click();
  await page.getByTestId('chat-bubble').first().waitFor();
  await take('sandbox');
}

async function work(page: Page, take: Take, url: string, suffix: string): Promise<void> {
  await arrive(page, url, 'nurse', 'work');
  await page.getByTestId('work-item').first().waitFor();
  await take(`work${suffix}`);
  await page.getByTestId('work-item').first().click();
  await page.getByTestId('task-close').first().waitFor();
  await take(`work-task${suffix}`);
  await page.getByTestId('to-patient').first().click();
  await page.getByTestId('patient-name').waitFor();
  await take(`patient${suffix}`);
  const hold = page.getByTestId('hold-open');
  if (await hold.count()) {
    await hold.click();
    await page.getByTestId('hold-reason').fill('住院');
    await take(`patient-hold${suffix}`);
  }
  await page.goto(`${url}/patients`);
  await page.getByTestId('patient-row').first().waitFor();
  await take(`patients${suffix}`);
}

async function arrive(page: Page, url: string, role: string, path: string): Promise<void> {
  await page.goto(url);
  await page.getByTestId(`sign-in-${role}`).click();
  await page.getByTestId(`sign-in-${role}`).waitFor({ state: 'detached' });
  await page.goto(`${url}/${path}`);
}
