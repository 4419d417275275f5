import { ACTIVITY, nodeQueue } from '@suivi/schema/temporal-names';
import {
  ActivityFailure,
  ApplicationFailure,
  isCancellation,
  proxyActivities,
  TimeoutFailure,
} from '@temporalio/workflow';
import type { ActInput, ActResult, CallNodeWith } from './contract.ts';

interface NodeActivities {
  callNode(input: ActInput<CallNodeWith>): Promise<ActResult>;
  /** Ends when the worker has a node that may stand in for the published one; until then it fails, to be tried again. */
  nodeReady(input: ActInput<CallNodeWith>): Promise<void>;
}

/** Failures that are no outcome of the node: the run waits where it is until they are mended. */
const HELD = ['NODE_MANIFEST_DIFFERS', 'NODE_NOT_HERE', 'NODE_CONFIG_INVALID', 'NODE_DATABASE_DOWN'];

/**
 * Runs a node's own activity on the task queue of its pack. What it throws is tried again, then is the outcome
 * `failed`: a value, so that no run is lost by it.
 */
export async function callNode(given: ActInput): Promise<ActResult> {
  const input = given as unknown as ActInput<CallNodeWith>;
  const { type, timeout, attempts } = input.with;
  const taskQueue = nodeQueue(type);
  const once = proxyActivities<NodeActivities>({
    taskQueue,
    startToCloseTimeout: timeout,
    retry: { initialInterval: '1s', maximumInterval: '1 minute', maximumAttempts: attempts },
  });
  const untilMended = proxyActivities<NodeActivities>({
    taskQueue,
    startToCloseTimeout: '10s',
    retry: { initialInterval: '1s', maximumInterval: '1 minute' },
  });
  for (;;) {
    try {
      return await once[ACTIVITY.callNode](input);
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === undefined) throw error;
      if (!HELD.includes(reason)) return { outcome: 'failed', detail: { reason } };
      await untilMended[ACTIVITY.nodeReady](input);
    }
  }
}

/** The stable code of what the last try ended with; undefined when it did not fail but was called off. */
function reasonOf(error: unknown): string | undefined {
  if (isCancellation(error) || !(error instanceof ActivityFailure)) return undefined;
  const { cause } = error;
  if (cause instanceof TimeoutFailure) return 'NODE_TIMED_OUT';
  return (cause instanceof ApplicationFailure && cause.type) || 'NODE_FAILED';
}
