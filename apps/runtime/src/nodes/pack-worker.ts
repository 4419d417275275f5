import type { DataConverter } from '@temporalio/common';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { TemporalTarget } from '../worker/temporal-connection.ts';
import type { nodeActivities } from './call-node.ts';

/** Runs the activities of one pack: a worker without workflows, on a queue that only those poll who have the pack. */
export async function startPackWorker(options: {
  taskQueue: string;
  target: TemporalTarget;
  converter: DataConverter;
  activities: ReturnType<typeof nodeActivities>;
}): Promise<{ ended: Promise<void>; stop(): Promise<void> }> {
  const { taskQueue, target, converter, activities } = options;
  const connection = await NativeConnection.connect({ address: target.address });
  const worker = await Worker.create({
    connection,
    namespace: target.namespace,
    taskQueue,
    dataConverter: converter,
    activities,
    maxConcurrentActivityTaskExecutions: 50,
    shutdownGraceTime: '5s',
    shutdownForceTime: '10s',
  });
  const ended = worker.run().finally(() => connection.close());
  // Whoever waits for `stop` sees the error; without a listener here it would end the process before that.
  ended.catch(() => undefined);
  return {
    ended,
    stop: async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await ended;
    },
  };
}
