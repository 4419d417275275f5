import { dataConverter } from '@suivi/runtime/src/codec/data-converter.ts';
import { KeyRing } from '@suivi/runtime/src/codec/key-ring.ts';
import { PlanStore } from '@suivi/runtime/src/codec/plan-store.ts';
import { openDatabase } from '@suivi/runtime/src/database/database.ts';
import { migrate } from '@suivi/runtime/src/database/migrate.ts';
import { RunClient } from '@suivi/runtime/src/inbox/run-client.ts';
import type { StartableRun } from '@suivi/runtime/src/inbox/run-input.ts';
import { nodeActivities } from '@suivi/runtime/src/nodes/call-node.ts';
import { builtInNodes } from '@suivi/runtime/src/nodes/installed-nodes.ts';
import { startPostgres, startTemporal } from '@suivi/runtime/src/supervisor/test-servers.ts';
import { startJourneyWorker } from '@suivi/runtime/src/worker/journey-worker.ts';
import { connectClient, registerSearchAttributes } from '@suivi/runtime/src/worker/temporal-connection.ts';
import { threeNodes } from '@suivi/runtime/test/journeys.ts';
import { publishRows } from '@suivi/runtime/test/published.ts';
import { workflowId } from '@suivi/schema';
import { startByHand } from './by-hand.ts';
import type { Figure } from './figure.ts';
import { addAccount, enrolments, writeOutbox } from './outbox-rows.ts';

const ROUNDS = 5;
const PER_ROUND = 30;

/**
 * Our three-node journey against a hand-written workflow that writes the same outbox row, by turns on one server.
 * The ratio is time of ours ÷ time of theirs; the history figures are those of the journey.
 */
export async function runsRatio(dataDir: string): Promise<Figure[]> {
  const [postgres, temporal] = await Promise.all([startPostgres({ dataDir }), startTemporal({ dataDir })]);
  await migrate(postgres.url);
  const db = openDatabase(postgres.url);
  const keys = new KeyRing('k1', new Map([['k1', Buffer.alloc(32, 1)]]));
  const target = { address: temporal.address, namespace: 'default' };
  const client = await connectClient(target, dataConverter(keys));
  await registerSearchAttributes(client, target.namespace);
  const plans = new PlanStore(db.worker);
  const converter = dataConverter(keys, plans);
  const report = () => undefined;
  const nodes = nodeActivities({ db, nodes: builtInNodes({}), env: {}, log: report, report });
  const worker = await startJourneyWorker({ db, target, client, converter, nodes, report });
  const minimal = await startByHand(target.address, './minimal-workflow.ts', {
    writeOutbox: (run: string, node: string) => writeOutbox(db, run, node),
  });
  try {
    const published = await publishRows(db, threeNodes());
    await addAccount(db, keys, published);
    const runs = new RunClient(client);
    const ours = async (run: StartableRun) => {
      await runs.start(run, await plans.get(run.plan_hash));
      await client.workflow.getHandle(workflowId(run.id)).result();
    };
    const theirs = (run: StartableRun) =>
      minimal.client.workflow.execute('minimalRun', {
        taskQueue: minimal.taskQueue,
        workflowId: `minimal:${run.id}`,
        args: [run.id],
      }) as Promise<void>;
    const time = async (work: (run: StartableRun) => Promise<void>) => {
      const batch = await enrolments(db, published, PER_ROUND);
      const since = performance.now();
      await Promise.all(batch.map(work));
      return performance.now() - since;
    };
    await time(ours);
    await time(theirs);
    const ratios: number[] = [];
    for (let round = 0; round < ROUNDS; round++) ratios.push((await time(ours)) / (await time(theirs)));
    ratios.sort((a, b) => a - b);
    const [sample] = await enrolments(db, published, 1);
    if (!sample) throw new Error('no enrolment');
    await Promise.all([ours(sample), theirs(sample)]);
    const byHand = await minimal.client.workflow.getHandle(`minimal:${sample.id}`).describe();
    const described = await client.workflow.getHandle(workflowId(sample.id)).describe();
    return [
      {
        name: 'runs.ratio_to_minimal',
        value: Number((ratios[Math.floor(ROUNDS / 2)] ?? 0).toFixed(2)),
        unit: 'x',
        n: ROUNDS * PER_ROUND,
      },
      { name: 'three.events', value: described.historyLength, unit: 'events', n: 1 },
      { name: 'three.bytes', value: described.historySize ?? 0, unit: 'bytes', n: 1 },
      { name: 'three.handwritten_events', value: byHand.historyLength, unit: 'events', n: 1 },
      { name: 'three.handwritten_bytes', value: byHand.historySize ?? 0, unit: 'bytes', n: 1 },
    ];
  } finally {
    await minimal.stop();
    await worker.stop();
    await client.connection.close();
    await db.close();
    await Promise.all([postgres.stop(), temporal.stop()]);
  }
}
