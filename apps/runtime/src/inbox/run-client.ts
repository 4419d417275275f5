import { eventFields, pickFields } from '@suivi/engine';
import {
  type Plan,
  type PlanHash,
  type RunEvent,
  SEARCH_ATTRIBUTE,
  SIGNAL,
  TASK_QUEUE,
  WORKFLOW,
  workflowId,
} from '@suivi/schema';
import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import type { JourneyRunInput } from '../workflows/contract.ts';

/** An enrolment row that needs its workflow. */
export interface StartableRun {
  id: string;
  organization_id: string;
  journey_id: string;
  plan_hash: PlanHash;
  event_id: string;
  event_seq: number;
  event_type: string;
  entered_at: number;
}

const keyword = (name: string) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);
/** How long one call may take: the client otherwise retries for about 25 s in an outage, holding up the queue. */
const DEADLINE_MS = 8_000;

/** Starts and signals runs. Both are idempotent: the id is the enrolment row's, and a run drops sequences it has seen. */
export class RunClient {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  async start(run: StartableRun): Promise<void> {
    const input: JourneyRunInput = {
      plan: { $plan: run.plan_hash },
      run: run.id,
      epoch: 0,
      enrol: { at: run.entered_at, seq: run.event_seq, event: { id: run.event_id, type: run.event_type } },
    };
    try {
      await this.#bounded(() =>
        this.#client.workflow.start(WORKFLOW.journeyRun, {
          taskQueue: TASK_QUEUE,
          workflowId: workflowId(run.id),
          workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
          args: [input],
          typedSearchAttributes: new TypedSearchAttributes([
            { key: keyword(SEARCH_ATTRIBUTE.tenant), value: run.organization_id },
            { key: keyword(SEARCH_ATTRIBUTE.journey), value: run.journey_id },
            { key: keyword(SEARCH_ATTRIBUTE.plan), value: run.plan_hash },
          ]),
        }),
      );
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }

  /** @returns false when the run has ended: it needs no more events. */
  async signal(run: string, plan: Plan, event: RunEvent): Promise<boolean> {
    const data = pickFields(event.data ?? {}, eventFields(plan));
    const lean: RunEvent = { ...event, data };
    if (Object.keys(data).length === 0) delete lean.data;
    try {
      await this.#bounded(() => this.#client.workflow.getHandle(workflowId(run)).signal(SIGNAL.event, lean));
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  #bounded<T>(call: () => Promise<T>): Promise<T> {
    return this.#client.withDeadline(Date.now() + DEADLINE_MS, call);
  }
}
