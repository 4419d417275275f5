import { randomBytes } from 'node:crypto';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { inject } from 'vitest';
import type { TemporalTarget } from '../src/worker/temporal-connection.ts';

/** A namespace of its own for one test file, on the suite's one Temporal server. */
export async function scratchNamespace(): Promise<TemporalTarget> {
  const address = inject('temporalAddress');
  const namespace = `test-${randomBytes(6).toString('hex')}`;
  const connection = await Connection.connect({ address });
  try {
    const retention = msToTs('30 days');
    await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: retention });
    // The namespace cache of the server takes a moment to know it.
    const deadline = Date.now() + 45_000;
    for (;;) {
      try {
        await connection.workflowService.listWorkflowExecutions({ namespace, pageSize: 1 });
        return { address, namespace };
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  } finally {
    await connection.close();
  }
}
