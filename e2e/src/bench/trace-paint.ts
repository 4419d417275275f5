import type { Database } from '@suivi/runtime/src/database/database.ts';
import { openDatabase, transaction } from '@suivi/runtime/src/database/database.ts';
import { recordTrail } from '@suivi/runtime/src/projection/record-trail.ts';
import { startPostgres } from '@suivi/runtime/src/supervisor/test-servers.ts';
import type { Page } from 'playwright-core';
import { openBrowser } from '../browser.ts';
import { Product } from '../product.ts';
import { openJourney, signIn } from '../story/steps.ts';
import { addCrowd } from './crowd.ts';
import { type Figure, percentile } from './figure.ts';
import { peopleLook } from './people-look.ts';

const SAMPLES = 60;
const WARM_UP = 5;

declare global {
  interface Window {
    /** Set by the page after it has painted an event of the live stream. `at` = epoch ms. */
    __suiviPaint?: { cursor: string; at: number };
  }
}

/** How many people are in the journey for the second half of the figures. */
const PEOPLE = 10_000;

/**
 * From a committed trace row to the painted canvas, on the started product with a browser, with few people and with ten
 * thousand; how long looks at those take; and the product's warm start.
 */
export async function tracePaint(dataDir: string): Promise<Figure[]> {
  const postgres = await startPostgres({ dataDir });
  const product = await Product.prepare({ DATABASE_URL: postgres.url });
  const own = await openBrowser();
  try {
    await product.start();
    await product.shutdown();
    const warm = await product.start();
    const db = openDatabase(postgres.url);
    const page = await own.browser.newPage({ viewport: { width: 1440, height: 900 } });
    await signIn(page, product.url, 'operator');
    await openJourney(page);
    await page.getByTestId('mode-people').click();
    await page.waitForFunction(() => document.documentElement.dataset.liveCursor !== undefined);
    const few = await paint(db, page, 'trace.paint');
    const crowd = await addCrowd(db, new URL(page.url()).pathname.split('/')[2] ?? '', PEOPLE);
    const many = await paint(db, page, 'trace.paint_10k');
    const looks = await peopleLook(product.url, crowd);
    await db.close();
    return [...few, ...many, ...looks, { name: 'start.warm_s', value: Number(warm.toFixed(2)), unit: 's', n: 1 }];
  } finally {
    await own.close();
    await product.stop();
    await postgres.stop();
  }
}

async function paint(db: Database, page: Page, name: string): Promise<Figure[]> {
  const samples: number[] = [];
  for (let n = 0; n < SAMPLES + WARM_UP; n++) {
    const sample = await paintOne(db, page, n);
    if (n >= WARM_UP) samples.push(sample);
  }
  return [
    { name: `${name}_ms_p50`, value: percentile(samples, 0.5), unit: 'ms', n: samples.length },
    { name: `${name}_ms_p95`, value: percentile(samples, 0.95), unit: 'ms', n: samples.length },
  ];
}

/** Writes one row for a run of the example and waits until the page has painted it. @returns milliseconds */
async function paintOne(db: Database, page: Page, n: number): Promise<number> {
  const { rows } = await db.worker.query<{ id: string; seq: number; node_id: string }>(
    `SELECT run_id AS id, max(seq) AS seq, (array_agg(node_id ORDER BY seq DESC))[1] AS node_id FROM run_steps
     WHERE epoch = 0 GROUP BY run_id ORDER BY run_id LIMIT 1`,
  );
  const [run] = rows;
  if (!run) throw new Error('the example has no run');
  const row = {
    seq: run.seq + 1,
    node: run.node_id,
    visit: 1,
    kind: 'skipped' as const,
    port: `bench${n}`,
    at: Date.now(),
  };
  await transaction(db.worker, (tx) => recordTrail(tx, { run: run.id, epoch: 0, fence: 1_000_000 + n, rows: [row] }));
  const committed = Date.now();
  const stored = await db.worker.query<{ cursor: string }>(
    "SELECT xid::text || ':' || id AS cursor FROM run_steps WHERE run_id = $1 AND epoch = 0 AND seq = $2",
    [run.id, row.seq],
  );
  const cursor = stored.rows[0]?.cursor ?? '';
  const at = await page.waitForFunction(
    (wanted) => window.__suiviPaint?.cursor.startsWith(wanted) && window.__suiviPaint.at,
    cursor,
    { polling: 'raf', timeout: 60_000 },
  );
  return Number(await at.jsonValue()) - committed;
}
