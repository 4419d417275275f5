import type { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { answersOn } from '../ports.ts';
import { isAlive, type ProcessIdentity } from '../process-identity.mjs';
import { waitUntil } from '../wait-until.ts';

const CALL_LIMIT_MS = 3000;
const RETENTION_DAYS = 90;
export const EMBEDDED_NAMESPACE = 'default';

/**
 * Waits until the server of this process serves its namespace; the id of its cluster, which lies in its data file.
 * Undefined when the process ends or stays silent for `limitMs`.
 */
export function clusterIdOf(identity: ProcessIdentity, port: number, limitMs: number): Promise<string | undefined> {
  return waitUntil(async () => {
    if (!isAlive(identity)) return '';
    // A refused first dial costs gRPC a second: ask TCP first.
    return (await answersOn(port)) ? askForCluster(port) : undefined;
  }, limitMs).then((id) => id || undefined);
}

async function askForCluster(port: number): Promise<string | undefined> {
  let connection: Connection | undefined;
  try {
    // Loaded here: it takes a quarter of a second, in which the server starts.
    const client = await import('@temporalio/client');
    connection = await client.Connection.connect({ address: `127.0.0.1:${port}`, connectTimeout: CALL_LIMIT_MS });
    const service = connection.workflowService;
    return await connection.withDeadline(Date.now() + CALL_LIMIT_MS, async () => {
      const { namespaceInfo, config } = await service.describeNamespace({ namespace: EMBEDDED_NAMESPACE });
      if (!namespaceInfo) return undefined;
      if (Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) < RETENTION_DAYS * 86_400) await keepHistories();
      return (await service.getClusterInfo({})).clusterId ?? undefined;
    });
  } catch {
    return undefined;
  } finally {
    await connection?.close();
  }

  /** The development server forgets closed runs after a day; repair by replay needs their histories for months. */
  async function keepHistories(): Promise<void> {
    await connection?.workflowService.updateNamespace({
      namespace: EMBEDDED_NAMESPACE,
      config: { workflowExecutionRetentionTtl: msToTs(RETENTION_DAYS * 86_400_000) },
    });
  }
}
