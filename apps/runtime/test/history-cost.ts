import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import { eventually } from './eventually.ts';

const { EventType } = proto.temporal.api.enums.v1;
/** What Temporal bills: starts, timers, activities, local activities, signals and updates. */
const ACTIONS = new Set([
  EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED,
  EventType.EVENT_TYPE_TIMER_STARTED,
  EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED,
  EventType.EVENT_TYPE_MARKER_RECORDED,
  EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED,
  EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED,
]);

/** What a workflow's history has cost: billable actions, events, and bytes of its protobuf. */
export interface HistoryCost {
  actions: number;
  events: number;
  bytes: number;
  /** The history itself, as bytes. */
  raw: Buffer;
}

/** Waits for the end of the workflow: its last rows are written a moment before the end itself is in the history. */
export async function historyCost(client: Client, workflowId: string): Promise<HistoryCost> {
  const handle = client.workflow.getHandle(workflowId);
  await handle.result();
  const history = await handle.fetchHistory();
  const raw = Buffer.from(proto.temporal.api.history.v1.History.encode(history).finish());
  const events = history.events ?? [];
  const actions = events.filter(({ eventType }) => ACTIONS.has(Number(eventType))).length;
  return { actions, events: events.length, bytes: raw.length, raw };
}

/** Resolves when the workflow has nothing to do but wait: its history ends with the timer that it has just started. */
export async function untilItWaits(client: Client, workflowId: string): Promise<void> {
  const handle = client.workflow.getHandle(workflowId);
  await eventually('the timer is armed', async () => {
    const { events } = await handle.fetchHistory();
    return Number(events?.at(-1)?.eventType) === EventType.EVENT_TYPE_TIMER_STARTED;
  });
}
