/**
 * `npm run camp`: all fifty diaries through 28 days on real Temporal, with the canvas open in a browser. At ten moments
 * its numbers must be those that the rows say up to the cursor that it shows; at the end the rows must be the driver's.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '@suivi/runtime/src/database/database.ts';
import { countRows } from '@suivi/runtime/src/feed/count-rows.ts';
import { NO_OUTCOMES } from '@suivi/runtime/src/feed/outcomes.ts';
import { startPostgres, startTemporal } from '@suivi/runtime/src/supervisor/test-servers.ts';
import { openBrowser } from '../browser.ts';
import { Product } from '../product.ts';
import { openJourney, signIn } from '../story/steps.ts';
import { readCanvas } from './canvas-counts.ts';
import { feedTo, openDiaries, pathsOf } from './diaries.ts';
import { eventsPerPatient } from './history-events.ts';
import { differences, recount } from './recount.ts';

const SEED = Number(process.env.CAMP_SEED ?? 20_261_125);
const DAY_MS = Number(process.env.CAMP_DAY_MS ?? 20_000);
const DAYS = Number(process.env.CAMP_DAYS ?? 28);
const MOMENTS = 10;
const WITHIN_MS = 15 * 60_000;

const random = mulberry(SEED);
const began = performance.now();
const seconds = (): string => `${((performance.now() - began) / 1_000).toFixed(0)} s`;
const say = (line: string): void => console.log(`${seconds().padStart(6)}  ${line}`);

const dataDir = await mkdtemp(join(tmpdir(), 'suivi-camp-'));
const [postgres, temporal] = await Promise.all([startPostgres({ dataDir }), startTemporal({ dataDir })]);
const product = await Product.prepare({ DATABASE_URL: postgres.url, TEMPORAL_ADDRESS: temporal.address });
const own = await openBrowser();
const faults: string[] = [];
try {
  await product.start();
  const db = openDatabase(postgres.url);
  const { rows } = await db.worker.query<{ id: string }>(
    "SELECT j.id FROM journeys j JOIN journey_drafts d ON d.journey_id = j.id WHERE d.document -> 'title' ->> 'zh' = '28天控糖营'",
  );
  const camp = rows[0]?.id ?? '';
  const page = await own.browser.newPage({ viewport: { width: 1_800, height: 1_300 } });
  await signIn(page, product.url, 'operator');
  await openJourney(page, camp);
  await page.getByTestId('mode-people').click();

  const diaries = await openDiaries({ days: DAYS, outcomes: NO_OUTCOMES });
  const length = DAYS * DAY_MS;
  const moments = Array.from({ length: MOMENTS }, () => random() * length).sort((a, b) => a - b);
  let done = false;
  const looking = lookAt(moments);
  const feeding = performance.now();
  say(`seed ${SEED}: ${diaries.plan.patients.length} patients, ${DAYS} days of ${DAY_MS / 1_000} s`);
  const steps = await feedTo(product.url, diaries, { dayMs: DAY_MS, say });
  done = true;
  await looking;

  const report = countRows(diaries.diary, diaries.plan, diaries.feed.settings, steps);
  say(JSON.stringify(report));
  const [ours, drivers] = [pathsOf(steps), pathsOf(diaries.simulated.steps)];
  const strange = ours.filter((path, index) => path !== drivers[index]);
  if (ours.length !== drivers.length)
    faults.push(`${ours.length} runs on the product, ${drivers.length} in the driver`);
  if (strange.length > 0) faults.push(`${strange.length} paths differ, the first:\n${strange[0]}`);
  say(`${ours.length} runs, ${steps.length} rows compared with the driver's`);
  say(`camp.events_per_patient ${await eventsPerPatient(temporal.address, steps)}`);
  await db.close();

  async function lookAt(planned: readonly number[]): Promise<void> {
    const since = performance.now();
    for (const [index, moment] of planned.entries()) {
      await pause(Math.max(0, moment - (performance.now() - since)));
      const canvas = await readCanvas(page).catch((error: unknown) => String(error));
      if (typeof canvas === 'string') {
        faults.push(`moment ${index + 1}: the canvas could not be read: ${canvas}`);
        continue;
      }
      const { cursor, counts } = canvas;
      const wrong = differences(counts, await recount(db, camp, cursor));
      const shown = Object.keys(counts).length;
      if (shown < 12) faults.push(`moment ${index + 1}: only ${shown} numbers on the canvas`);
      for (const line of wrong) faults.push(`moment ${index + 1}, cursor ${cursor}: ${line}`);
      say(
        `moment ${index + 1} of ${MOMENTS}${done ? ' (after the end)' : ''}: ${shown} numbers, ${wrong.length} wrong`,
      );
    }
  }
  if (performance.now() - feeding > WITHIN_MS) faults.push(`it took ${seconds()}, more than 15 minutes`);
} finally {
  await own.close();
  await product.stop();
  await Promise.all([postgres.stop(), temporal.stop()]);
  await rm(dataDir, { recursive: true, force: true });
}
for (const fault of faults) console.error(`✗ ${fault}`);
say(faults.length === 0 ? 'camp … passed' : `camp … ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);

function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
