import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { StepRow } from '@suivi/runtime/src/feed/count-rows.ts';
import { demoKey } from '@suivi/runtime/src/feed/demo-key.ts';
import type { Diary } from '@suivi/runtime/src/feed/diary-row.ts';
import { type FeedPlan, planFeed } from '@suivi/runtime/src/feed/feed-plan.ts';
import { feedProduct } from '@suivi/runtime/src/feed/feed-product.ts';
import type { Outcomes } from '@suivi/runtime/src/feed/outcomes.ts';
import { ProductClient } from '@suivi/runtime/src/feed/product-client.ts';
import { readDiary } from '@suivi/runtime/src/feed/read-diary.ts';
import { type Feed, readFeed } from '@suivi/runtime/src/feed/settings.ts';
import { type Simulated, simulateFeed } from '@suivi/runtime/src/feed/simulate-feed.ts';

export const FOLDER = fileURLToPath(new URL('../../../examples/glucose-camp', import.meta.url));

/** The example's diaries, planned as a trial, and what the engine's driver alone makes of it. */
export interface Diaries {
  feed: Feed;
  diary: Diary;
  plan: FeedPlan;
  simulated: Simulated;
}

export async function openDiaries(options: { days: number; only?: string[]; outcomes: Outcomes }): Promise<Diaries> {
  const feed = await readFeed(FOLDER);
  const diary = readDiary(await readFile(feed.diary, 'utf8'), feed.codes);
  const plan = planFeed(diary, feed.settings, options);
  return { feed, diary, plan, simulated: simulateFeed(plan, feed.journeys, options.outcomes) };
}

/** The same trial on the running product. @returns the rows that it has written. */
export async function feedTo(
  url: string,
  { feed, plan, simulated }: Diaries,
  { dayMs, say = () => {} }: { dayMs: number; say?(line: string): void },
): Promise<StepRow[]> {
  const key = await demoKey(url);
  const told = ({ en }: { en: string }): void => say(en);
  try {
    return await feedProduct({
      client: new ProductClient({ url, key: key.secret, told }),
      plan,
      journeys: feed.journeys,
      todos: simulated.todos,
      dayMs,
      zone: feed.settings.zone,
      label: 'camp',
      say: told,
    });
  } finally {
    await key.giveBack();
  }
}

/**
 * One line per row, run by run, whoever has written them: ids of runs differ, what happened in them must not. Two runs of
 * one patient that say the same in every row are the same line by line.
 */
export function pathsOf(steps: readonly StepRow[]): string[] {
  const runs = new Map<string, { head: string; rows: StepRow[] }>();
  for (const row of steps) {
    const run = runs.get(row.run) ?? { head: `${row.journey} ${row.patient}`, rows: [] };
    run.rows.push(row);
    runs.set(row.run, run);
  }
  const paths = [...runs.values()].map(({ head, rows }) => {
    const lines = rows.sort((a, b) => a.seq - b.seq).map(lineOf);
    return [head, ...lines].join('\n');
  });
  return paths.sort();
}

const lineOf = ({ seq, node, visit, kind, at, port, by }: StepRow): string =>
  `  ${seq} ${new Date(at).toISOString()} ${node} ${visit} ${kind} ${port ?? ''} ${by ?? ''}`.trimEnd();
