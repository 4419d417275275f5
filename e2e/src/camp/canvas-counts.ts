import type { Page } from 'playwright-core';

/** The numbers that the canvas shows in one frame, and how far they go. */
export interface Shown {
  cursor: string;
  /** `node entered`, `node here`, `node held`, `node port:next` → number. */
  counts: Record<string, number>;
}

/** Reads all numbers of the canvas in one go, at a moment at which nothing beyond the cursor is in them. */
export async function readCanvas(page: Page, withinMs = 30_000): Promise<Shown> {
  const shown = await page.waitForFunction(
    () => {
      const cursor = document.querySelector<HTMLElement>('[data-testid="people-cursor"]');
      if (cursor?.dataset.settled !== 'true' || !cursor.dataset.cursor) return undefined;
      const counts: Record<string, number> = {};
      for (const node of document.querySelectorAll<HTMLElement>('[data-testid="node"][data-node]')) {
        const id = node.dataset.node ?? '';
        for (const mark of node.querySelectorAll<HTMLElement>('[data-testid^="count-"]')) {
          const [, what = '', port] =
            new RegExp(`^count-(entered|here|held|port)-${id}(?:-(.+))?$`).exec(mark.dataset.testid ?? '') ?? [];
          if (!what) continue;
          const number = Number((/[\d,]+/.exec(mark.textContent ?? '')?.[0] ?? '').replaceAll(',', ''));
          counts[`${id} ${port === undefined ? what : `port:${port}`}`] = number;
        }
      }
      return { cursor: cursor.dataset.cursor, counts };
    },
    undefined,
    { polling: 'raf', timeout: withinMs },
  );
  return (await shown.jsonValue()) as Shown;
}
