import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { Product } from './product.ts';
import { openJourney, openNode, signIn } from './story/steps.ts';

/** `npm run shots [FOLDER]`: every screen in both languages and both themes, on the example content, to be looked at. */
const folder = process.argv[2] ?? 'shots';
const LANGUAGES = ['zh', 'en'] as const;
const THEMES = ['light', 'dark'] as const;

const product = await Product.prepare();
const own = await openBrowser();
try {
  await mkdir(folder, { recursive: true });
  await product.start();
  for (const language of LANGUAGES) {
    for (const theme of THEMES) await shoot(language, theme);
  }
} finally {
  await own.close();
  await product.stop();
}
console.log(`screens are in ${folder}`);

async function shoot(language: (typeof LANGUAGES)[number], theme: (typeof THEMES)[number]): Promise<void> {
  const context = await own.browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    colorScheme: theme,
  });
  const page = await context.newPage();
  const take = (name: string) =>
    settled(page).then(() => page.screenshot({ path: join(folder, `${name}-${language}-${theme}.png`) }));
  await page.goto(product.url);
  await page.getByTestId('sign-in-operator').waitFor();
  await take('sign-in');
  await signIn(page, product.url, 'operator');
  await take('journeys');
  await openJourney(page);
  await take('design');
  await openNode(page, 'check');
  await take('design-message');
  await openNode(page, 'refill');
  await take('design-wait');
  await page.getByTestId('publish').click();
  await page.getByTestId('publish-confirm').waitFor();
  await take('publish');
  await page.keyboard.press('Escape');
  await page.getByTestId('mode-review').click();
  await page.getByTestId('review-text').first().click();
  await take('review');
  await page.getByTestId('mode-people').click();
  await page.getByTestId('total-entered').waitFor();
  await take('people');
  await page.getByTestId('run-row').last().click();
  await page.getByTestId('path-step').first().waitFor();
  await take('people-path');
  await page.getByTestId('enrol-open').click();
  await page.getByTestId('enrol-confirm').waitFor();
  await take('people-enrol');
  const sandbox = await page.evaluate(
    async () => (await (await fetch('/trpc/session.system')).json()).result.data.sandboxUrl as string,
  );
  await page.goto(`${sandbox}/?lang=${language}&theme=${theme}`);
  await page.getByTestId('chat-list').locator('a, button').first().click();
  await page.getByTestId('chat-bubble').first().waitFor();
  await take('sandbox');
  await context.close();
  await screensOf('engineer', 'keys', language, theme);
  await screensOf('auditor', 'audit', language, theme);
}

/** The pages that only one role has. */
async function screensOf(role: string, name: string, language: string, theme: 'light' | 'dark'): Promise<void> {
  const context = await own.browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    colorScheme: theme,
  });
  const page = await context.newPage();
  await signIn(page, product.url, role);
  await page.goto(`${product.url}/${name}`);
  await settled(page);
  await page.screenshot({ path: join(folder, `${name}-${language}-${theme}.png`) });
  await context.close();
}

/** Fonts loaded, nothing moving: the canvas glides to its new place, and panels fade in. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle').catch(() => undefined);
  let still = 0;
  let before = '';
  // Six frames without a change: a glide starts a frame or two after what caused it.
  for (let frames = 0; still < 6 && frames < 300; frames++) {
    const now = await page.evaluate(async () => {
      await document.fonts.ready;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const moving = document
        .getAnimations()
        .filter((one) => one.playState === 'running' && one.effect?.getTiming().iterations !== Infinity);
      return `${moving.length} ${document.querySelector<HTMLElement>('.react-flow__viewport')?.style.transform}`;
    });
    still = now === before && now.startsWith('0 ') ? still + 1 : 0;
    before = now;
  }
}
