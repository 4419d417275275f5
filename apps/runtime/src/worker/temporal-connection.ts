import { SEARCH_ATTRIBUTE } from '@suivi/schema';
import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import proto from '@temporalio/proto';

export interface TemporalTarget {
  address: string;
  namespace: string;
}

const { INDEXED_VALUE_TYPE_KEYWORD, INDEXED_VALUE_TYPE_DATETIME, INDEXED_VALUE_TYPE_INT } =
  proto.temporal.api.enums.v1.IndexedValueType;

/** At most 10 keywords and 3 of each other type fit the embedded server. */
const TYPES: Record<string, proto.temporal.api.enums.v1.IndexedValueType> = {
  ...Object.fromEntries(Object.values(SEARCH_ATTRIBUTE).map((name) => [name, INDEXED_VALUE_TYPE_KEYWORD])),
  [SEARCH_ATTRIBUTE.wakeAt]: INDEXED_VALUE_TYPE_DATETIME,
  [SEARCH_ATTRIBUTE.epoch]: INDEXED_VALUE_TYPE_INT,
};

/** gRPC's own pauses grow to two minutes: a server that has been away for one would be found again in the next only. */
const RECONNECT = { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 1_000 };

export async function connectClient(target: TemporalTarget, dataConverter: DataConverter): Promise<Client> {
  const connection = await Connection.connect({ address: target.address, channelArgs: RECONNECT });
  return new Client({ connection, namespace: target.namespace, dataConverter });
}

/** Registers our search attributes. Idempotent, and needed at every boot: a data file keeps its own list. */
export async function registerSearchAttributes(client: Client, namespace: string): Promise<void> {
  const { operatorService } = client.connection;
  const known = await operatorService.listSearchAttributes({ namespace });
  const missing = Object.fromEntries(
    Object.entries(TYPES).filter(([name]) => !(name in (known.customAttributes ?? {}))),
  );
  if (Object.keys(missing).length > 0)
    await operatorService.addSearchAttributes({ namespace, searchAttributes: missing });
}

const HEALTH_LIMIT_MS = 900;

/** Asks whether the server answers at once, over a connection that does not try again as that of the client does. */
export function temporalHealth({ address }: TemporalTarget): { ask(): Promise<void>; close(): Promise<void> } {
  const connection = Connection.lazy({ address, channelArgs: RECONNECT, interceptors: [] });
  return {
    async ask() {
      await connection.withDeadline(Date.now() + HEALTH_LIMIT_MS, () => connection.workflowService.getSystemInfo({}));
    },
    close: () => connection.close(),
  };
}
