import { fileURLToPath } from 'node:url';
import { dataConverter } from '@suivi/runtime/src/codec/data-converter.ts';
import { KeyRing } from '@suivi/runtime/src/codec/key-ring.ts';
import { PlanStore } from '@suivi/runtime/src/codec/plan-store.ts';
import { type Database, openDatabase } from '@suivi/runtime/src/database/database.ts';
import { migrate } from '@suivi/runtime/src/database/migrate.ts';
import { RunClient } from '@suivi/runtime/src/inbox/run-client.ts';
import { STARTABLE, type StartableRun } from '@suivi/runtime/src/inbox/run-input.ts';
import { nodeActivities } from '@suivi/runtime/src/nodes/call-node.ts';
import { builtInNodes } from '@suivi/runtime/src/nodes/installed-nodes.ts';
import { saveAccount } from '@suivi/runtime/src/outbox/channel-accounts.ts';
import { startPostgres, startTemporal } from '@suivi/runtime/src/supervisor/test-servers.ts';
import { startJourneyWorker } from '@suivi/runtime/src/worker/journey-worker.ts';
import { connectClient, registerSearchAttributes } from '@suivi/runtime/src/worker/temporal-connection.ts';
import { threeNodes } from '@suivi/runtime/test/journeys.ts';
import { type Published, publishRows, testPatient } from '@suivi/runtime/test/published.ts';
import { workflowId } from '@suivi/schema';
import { Client } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { v7 as uuidv7 } from 'uuid';
import type { Figure } from './figure.ts';

const ROUNDS = 5;
const PER_ROUND = 30;
const MINIMAL_QUEUE = 'minimal';

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
  const connection = await NativeConnection.connect({ address: target.address });
  const minimal = await Worker.create({
    connection,
    taskQueue: MINIMAL_QUEUE,
    workflowsPath: fileURLToPath(new URL('./minimal-workflow.ts', import.meta.url)),
    activities: { writeOutbox: (run: string) => writeOutbox(db, run) },
  });
  const minimalEnded = minimal.run();
  try {
    // Theirs pays for no codec.
    const plain = new Client({ connection: client.connection });
    const published = await publishRows(db, threeNodes());
    await addAccount(db, keys, published);
    const runs = new RunClient(client);
    const ours = async (run: StartableRun) => {
      await runs.start(run, await plans.get(run.plan_hash));
      await client.workflow.getHandle(workflowId(run.id)).result();
    };
    const theirs = (run: StartableRun) =>
      plain.workflow.execute('minimalRun', {
        taskQueue: MINIMAL_QUEUE,
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
    await ours(sample);
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
    ];
  } finally {
    minimal.shutdown();
    await minimalEnded;
    await worker.stop();
    await connection.close();
    await client.connection.close();
    await db.close();
    await Promise.all([postgres.stop(), temporal.stop()]);
  }
}

async function addAccount(db: Database, keys: KeyRing, { organization }: Published): Promise<void> {
  const kf = { baseUrl: 'http://127.0.0.1:9', corpId: 'c', secret: 's', openKfId: 'k' };
  const callback = { token: 't', encodingAesKey: 'A'.repeat(43), receiveId: 'c' };
  await saveAccount(db.worker, keys, {
    id: uuidv7(),
    organizationId: organization,
    sandbox: true,
    settings: { kf, callback },
  });
}

/** Patients with an enrolment row each, as the router leaves them before the start. */
async function enrolments(db: Database, published: Published, count: number): Promise<StartableRun[]> {
  const made: StartableRun[] = [];
  for (let n = 0; n < count; n++) {
    const { id: patient } = await testPatient(db, published.organization);
    const [run, event] = [uuidv7(), uuidv7()];
    await db.worker.query(
      `INSERT INTO events (id, organization_id, patient_id, seq, message_id, fingerprint, type, at, data, routed_at)
       VALUES ($1, $2, $3, 1, $4, '', 'order.paid', now(), '{}', now())`,
      [event, published.organization, patient, event],
    );
    await db.worker.query(
      `INSERT INTO runs (id, organization_id, journey_id, version_id, plan_hash, patient_id, test, entry_key_hash, event_id, event_seq, entered_at)
       SELECT $1, $2, $3, id, plan_hash, $4, true, '', $5, 1, now() FROM journey_versions WHERE id = $6`,
      [run, published.organization, published.journey, patient, event, published.version],
    );
    const { rows } = await db.worker.query<StartableRun>(`${STARTABLE} WHERE r.id = $1`, [run]);
    made.push(...rows);
  }
  return made;
}

async function writeOutbox(db: Database, run: string): Promise<void> {
  await db.worker.query(
    `INSERT INTO outbox (key, organization_id, run_id, version_id, patient_id, node_id, visit, channel_account_id, content_hash, class, state, at)
     SELECT $2, r.organization_id, r.id, r.version_id, r.patient_id, v.node_id, 1, a.id, v.content_hash, 'service', 'queued', now()
     FROM runs r JOIN version_contents v ON v.version_id = r.version_id JOIN channel_accounts a ON a.organization_id = r.organization_id
     WHERE r.id = $1`,
    [run, `minimal/${run}`],
  );
}
