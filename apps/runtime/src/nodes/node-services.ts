import type { NodesView } from '@suivi/schema';
import type { PoolClient } from 'pg';
import type { Caller } from '../api/caller.ts';
import { readNodes } from './manifests.ts';

export interface NodeServices {
  /** Whether page, server and what was published mean the same by their nodes. @throws SuiviError JOURNEY_UNKNOWN */
  readNodes(caller: Caller, journey: string): Promise<NodesView>;
}

type As = <T>(caller: Caller, work: (tx: PoolClient) => Promise<T>) => Promise<T>;

export const nodeServices = (as: As): NodeServices => ({
  readNodes: (caller, journey) => as(caller, (tx) => readNodes(tx, journey)),
});
