import { KeyRing } from '@suivi/runtime/src/codec/key-ring.ts';
import { openDatabase } from '@suivi/runtime/src/database/database.ts';
import { migrate } from '@suivi/runtime/src/database/migrate.ts';
import { startPostgres, startTemporal } from '@suivi/runtime/src/supervisor/test-servers.ts';
import { eventually } from '@suivi/runtime/test/eventually.ts';
import { type HistoryCost, historyCost, untilItWaits } from '@suivi/runtime/test/history-cost.ts';
import { referenceJourney } from '@suivi/runtime/test/journeys.ts';
import { publishRows } from '@suivi/runtime/test/published.ts';
import { REFERENCE_COURSE, REFERENCE_WAITS, runReference } from '@suivi/runtime/test/reference-run.ts';
import { openStageOn } from '@suivi/runtime/test/stage-on.ts';
import { parseDuration, workflowId } from '@suivi/schema';
import { startByHand } from './by-hand.ts';
import { type Figure, ratio } from './figure.ts';
import { addAccount, enrolments, writeOutbox } from './outbox-rows.ts';
import type { ReferenceByHand } from './reference-workflow.ts';

/** What the history of the eight-node journey costs, and that of the same journey written by hand, on one server. */
export async function referenceCost(dataDir: string): Promise<Figure[]> {
  const [postgres, temporal] = await Promise.all([startPostgres({ dataDir }), startTemporal({ dataDir })]);
  try {
    await migrate(postgres.url);
    const ours = await interpreted(postgres.url, temporal.address);
    const theirs = await writtenByHand(postgres.url, temporal.address);
    const figure = (name: string, unit: string, pick: (cost: HistoryCost) => number): Figure[] => [
      { name: `reference.${name}`, value: pick(ours), unit, n: 1 },
      { name: `reference.handwritten_${name}`, value: pick(theirs), unit, n: 1 },
      { name: `reference.${name}_ratio`, value: ratio(pick(ours), pick(theirs)), unit: 'x', n: 1 },
    ];
    return [
      ...figure('actions', 'actions', ({ actions }) => actions),
      ...figure('events', 'events', ({ events }) => events),
      ...figure('bytes', 'bytes', ({ bytes }) => bytes),
    ];
  } finally {
    await Promise.all([postgres.stop(), temporal.stop()]);
  }
}

/** As shipped: `sync`, trace and encryption on, the message sent and answered in the sandbox. */
async function interpreted(url: string, address: string): Promise<HistoryCost> {
  const stage = await openStageOn(url, { address, namespace: 'default' });
  try {
    return await historyCost(stage.room.client, workflowId(await runReference(stage)));
  } finally {
    await stage.close();
  }
}

async function writtenByHand(url: string, address: string): Promise<HistoryCost> {
  const db = openDatabase(url);
  const byHand = await startByHand(address, './reference-workflow.ts', {
    writeOutbox: (run: string, node: string) => writeOutbox(db, run, node),
  });
  try {
    const published = await publishRows(db, referenceJourney(REFERENCE_WAITS));
    await addAccount(db, new KeyRing('k1', new Map([['k1', Buffer.alloc(32, 1)]])), published);
    const [enrolled] = await enrolments(db, published, 1);
    if (!enrolled) throw new Error('no enrolment');
    const { id: run } = enrolled;
    const { first, reply, last } = REFERENCE_WAITS;
    const waits = { first: millis(first), reply: millis(reply), last: millis(last) };
    const input: ReferenceByHand = { run, course: REFERENCE_COURSE, waits };
    const { client, taskQueue } = byHand;
    const handle = await client.workflow.start('referenceByHand', { taskQueue, workflowId: run, args: [input] });
    await eventually('the question', async () => {
      const { rowCount } = await db.worker.query("SELECT 1 FROM outbox WHERE run_id = $1 AND node_id = 'ask'", [run]);
      return rowCount === 1;
    });
    await untilItWaits(client, run);
    await handle.signal('replied', { kind: 'text' });
    const outcome = await handle.result();
    if (outcome !== 'done') throw new Error(`written by hand it ended by ${outcome}`);
    return await historyCost(client, run);
  } finally {
    await byHand.stop();
    await db.close();
  }
}

function millis(duration: string): number {
  const length = parseDuration(duration);
  if (length === undefined) throw new Error(`no duration: ${duration}`);
  return length;
}
