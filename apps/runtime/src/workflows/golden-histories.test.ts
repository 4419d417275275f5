import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { temporal } from '@temporalio/proto';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { expect, test } from 'vitest';
import { dataConverter } from '../codec/data-converter.ts';
import { KeyRing } from '../codec/key-ring.ts';
import { PlanStore } from '../codec/plan-store.ts';
import { workflowBundle } from '../worker/workflow-bundle.ts';

/** Histories as an earlier build wrote them, through the whole codec, sealed with a key that is public by being here. */
interface Golden {
  key: { id: string; secret: string };
  plans: Record<string, string>;
  histories: Record<string, string>;
}

const FOLDER = fileURLToPath(new URL('./golden/', import.meta.url));
const releases = readdirSync(FOLDER).sort();

Runtime.install({ shutdownSignals: [], logger: new DefaultLogger('ERROR') });

test.each(releases)(
  'runs of %s go on with this build exactly where they were',
  async (name) => {
    const golden = JSON.parse(readFileSync(`${FOLDER}${name}`, 'utf8')) as Golden;
    const { id, secret } = golden.key;
    const query = async (_sql: string, [hash]: string[]) => ({ rows: [{ body: golden.plans[hash ?? ''] }] });
    const plans = new PlanStore({ query } as unknown as ConstructorParameters<typeof PlanStore>[0]);
    const { code } = await workflowBundle();
    const options = {
      workflowBundle: { code },
      dataConverter: dataConverter(new KeyRing(id, new Map([[id, Buffer.from(secret, 'base64')]])), plans),
    };
    const histories = Object.entries(golden.histories).map(([workflowId, bytes]) => ({
      workflowId,
      history: temporal.api.history.v1.History.decode(Buffer.from(bytes, 'base64')),
    }));
    const failures: string[] = [];
    for await (const { workflowId, error } of Worker.runReplayHistories(options, histories)) {
      if (error) failures.push(`${workflowId}: ${error.message}`);
    }
    expect(failures).toEqual([]);
    expect(histories.length).toBeGreaterThan(0);
  },
  60_000,
);
