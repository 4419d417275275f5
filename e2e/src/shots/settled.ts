import type { Page } from 'playwright-core';

/** Fonts loaded, nothing moving: the canvas glides to its new place, and panels fade in. */
export async function settled(page: Page): Promise<void> {
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
