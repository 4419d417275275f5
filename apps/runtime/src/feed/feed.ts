import { readFile } from 'node:fs/promises';
import type { Locale, Words } from '@suivi/schema';
import { countRows, type StepRow } from './count-rows.ts';
import { demoKey } from './demo-key.ts';
import { FeedError } from './feed-error.ts';
import { type FeedPlan, planFeed } from './feed-plan.ts';
import { feedProduct } from './feed-product.ts';
import { FEED_HELP, type FeedFlags, parseFeedFlags } from './flags.ts';
import { checkOutcomes, NO_OUTCOMES, readOutcomes } from './outcomes.ts';
import { ProductClient } from './product-client.ts';
import { readDiary } from './read-diary.ts';
import { listOfRows, totalsInWords } from './report.ts';
import { type Feed, readFeed } from './settings.ts';
import { type Simulated, simulateFeed } from './simulate-feed.ts';

export interface FeedOutput {
  out(line: string): void;
  progress(line: string): void;
  locale: Locale;
}

/** Reads the whole diary, runs the trial on the product or by the engine's driver alone, and reports. */
export async function runFeed(argv: readonly string[], env: NodeJS.ProcessEnv, output: FeedOutput): Promise<void> {
  const flags = parseFeedFlags(argv, env);
  if (!flags) return output.out(FEED_HELP[output.locale]);
  const feed = await readFeed(flags.folder);
  const diary = readDiary(await readText(flags.file ?? feed.diary), feed.codes);
  const list = listOfRows(diary, output.locale);
  for (const line of list) (flags.json ? output.progress : output.out)(line);
  const plan = planFeed(diary, feed.settings, { days: flags.days, only: flags.patients });
  const outcomes = flags.outcomes === undefined ? NO_OUTCOMES : await readOutcomes(flags.outcomes);
  checkOutcomes(
    outcomes,
    feed.journeys.map(({ plan: drawn }) => drawn),
  );
  const simulated = simulateFeed(plan, feed.journeys, outcomes);
  const steps = flags.simulate ? simulated.steps : await onProduct({ flags, feed, plan, simulated, output });
  const report = countRows(diary, plan, feed.settings, steps);
  if (flags.json) return output.out(JSON.stringify(report));
  for (const line of totalsInWords(report, output.locale)) output.out(line);
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new FeedError({ zh: `无法读取 ${path}。`, en: `Cannot read ${path}.` }, 2, { cause });
  }
}

interface Work {
  flags: FeedFlags;
  feed: Feed;
  plan: FeedPlan;
  simulated: Simulated;
  output: FeedOutput;
}

/** The same trial on the product; the rows that are counted are those that it has written. */
async function onProduct({ flags, feed, plan, simulated, output }: Work): Promise<StepRow[]> {
  const { url, dayMs = 0 } = flags;
  const say = (words: Words): void => output.progress(words[output.locale]);
  const key = flags.key ? { secret: flags.key, giveBack: async () => {} } : await demoKey(url);
  try {
    return await feedProduct({
      client: new ProductClient({ url, key: key.secret, told: say }),
      plan,
      journeys: feed.journeys,
      todos: simulated.todos,
      dayMs,
      zone: feed.settings.zone,
      label: `feed ${new Date().toISOString().slice(0, 16)}`,
      say,
    });
  } finally {
    // Best effort: a product that is gone keeps no key of ours in use.
    await key.giveBack().catch(() => {});
  }
}
