import type { StepRow } from '@suivi/runtime/src/feed/count-rows.ts';
import { workflowId } from '@suivi/schema';
import { Client, Connection } from '@temporalio/client';

/** Events in the histories of all runs of the camp, continued ones included, for each of its patients. */
export async function eventsPerPatient(address: string, steps: readonly StepRow[]): Promise<number> {
  const connection = await Connection.connect({ address });
  try {
    const client = new Client({ connection });
    const runs = new Set(steps.filter(({ journey }) => journey === 'camp').map(({ run }) => run));
    let events = 0;
    for (const run of runs) {
      const query = `WorkflowId = '${workflowId(run)}'`;
      for await (const { runId, workflowId: id } of client.workflow.list({ query })) {
        events += (await client.workflow.getHandle(id, runId).describe()).historyLength;
      }
    }
    return Math.round(events / runs.size);
  } finally {
    await connection.close();
  }
}
