import type { StepRow } from '@suivi/runtime/src/feed/count-rows.ts';
import { type Diaries, feedTo } from '../camp/diaries.ts';
import type { Product } from '../product.ts';

/**
 * Feeds the product and, from the end of the first day on, lets `kill` strike at it. `kill` is asked to stop when the
 * feed is over. @returns the rows that the product has written.
 */
export async function feedAndKill(
  { product, diaries, dayMs }: { product: Product; diaries: Diaries; dayMs: number },
  kill: (isFed: () => boolean) => Promise<void>,
): Promise<StepRow[]> {
  let fed = false;
  let begin = (): void => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const say = (line: string): void => {
    if (line.startsWith('Day 1 ')) begin();
  };
  const feeding = feedTo(product.url, diaries, { dayMs, say }).finally(() => {
    fed = true;
    begin();
  });
  const [steps] = await Promise.all([feeding, begun.then(() => kill(() => fed))]);
  return steps;
}
