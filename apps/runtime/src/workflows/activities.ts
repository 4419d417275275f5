import type { Effect } from '@suivi/engine';
import { ACTIVITY } from '@suivi/schema/temporal-names';
import { type ActivityOptions, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { callNode } from './call-node.ts';
import type { ActInput, ActResult, SyncInput, SyncResult } from './contract.ts';

type Perform = Extract<Effect, { do: 'perform' }>;
type Act = (input: ActInput) => Promise<ActResult>;

const TRIES: ActivityOptions = {
  startToCloseTimeout: '10s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
};

const ours = proxyActivities<Record<string, Act>>(TRIES);

/** The activity that carries out this step: its name is the kind that the plan gives. Packs' nodes have queues of their own. */
export function activityOf({ kind }: Pick<Perform, 'kind'>): Act {
  if (kind === ACTIVITY.callNode) return callNode;
  const act = ours[kind];
  if (!act) throw new Error(`no activity ${kind}`);
  return act;
}

/** Tells the run that called this one how it ended. */
export const endCall: Act = (input) => activityOf({ kind: ACTIVITY.endCall })(input);

/** Never gives up: without `sync` no deadline may fire, and a database that is down is down for everybody. */
export const { [ACTIVITY.sync]: sync } = proxyLocalActivities<{ sync(input: SyncInput): Promise<SyncResult> }>({
  startToCloseTimeout: '10s',
  localRetryThreshold: '1 minute',
  retry: { initialInterval: '200ms', maximumInterval: '10s' },
});
