import { Worker } from '@temporalio/worker';
import { dataConverter } from '../src/codec/data-converter.ts';
import { PlanStore } from '../src/codec/plan-store.ts';
import { workflowBundle } from '../src/worker/workflow-bundle.ts';
import type { Stage } from './stage.ts';

/** Runs every history of the stage's namespace again with the code of now: all of them must take the same steps. */
export async function replayAll({ room, keys, db }: Stage): Promise<{ replayed: number; failures: string[] }> {
  const { code } = await workflowBundle();
  const options = { workflowBundle: { code }, dataConverter: dataConverter(keys, new PlanStore(db.worker)) };
  const histories = async function* () {
    for await (const { workflowId, runId } of room.client.workflow.list()) {
      yield { workflowId, history: await room.client.workflow.getHandle(workflowId, runId).fetchHistory() };
    }
  };
  let replayed = 0;
  const failures: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories(options, histories())) {
    replayed += 1;
    if (error) failures.push(`${workflowId}: ${error.message}`);
  }
  return { replayed, failures };
}
