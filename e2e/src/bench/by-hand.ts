import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';

/** A worker with a workflow that somebody wrote by hand, and a client without any codec: theirs pays for none. */
export interface ByHand {
  client: Client;
  taskQueue: string;
  stop(): Promise<void>;
}

/**
 * @param file the workflow's file in this folder.
 * @param activities by name.
 */
export async function startByHand(address: string, file: string, activities: object): Promise<ByHand> {
  const [connection, forClient] = await Promise.all([
    NativeConnection.connect({ address }),
    Connection.connect({ address }),
  ]);
  const taskQueue = `by-hand:${file}`;
  const worker = await Worker.create({
    connection,
    taskQueue,
    workflowsPath: fileURLToPath(new URL(file, import.meta.url)),
    activities,
  });
  const ended = worker.run();
  return {
    client: new Client({ connection: forClient }),
    taskQueue,
    async stop() {
      worker.shutdown();
      await ended;
      await Promise.all([connection.close(), forClient.close()]);
    },
  };
}
