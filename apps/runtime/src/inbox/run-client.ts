import { type CommandRefusal, eventFields, pickFields } from '@suivi/engine';
import {
  type Plan,
  type RunEvent,
  SEARCH_ATTRIBUTE,
  SIGNAL,
  SuiviError,
  TASK_QUEUE,
  UPDATE,
  WORKFLOW,
  workflowId,
} from '@suivi/schema';
import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import {
  ApplicationFailure,
  defineSearchAttributeKey,
  SearchAttributeType,
  TypedSearchAttributes,
} from '@temporalio/common';
import { v7 as uuidv7 } from 'uuid';
import type { ControlAnswer, ControlInput } from '../workflows/contract.ts';
import { runInput, type StartableRun } from './run-input.ts';

const keyword = (name: string) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);
/** How long one call may take: the client otherwise retries for about 25 s in an outage, holding up the queue. */
const DEADLINE_MS = 8_000;
const ASK_AGAIN_MS = 30;
const FAILED_PRECONDITION = 9;

/**
 * A workflow task that ends the run while its timer fires is done anew, and the server forgets the updates that it had
 * not accepted yet ("workflow not ready"). The same update may be sent again.
 */
const lostWithItsTask = (error: unknown): boolean =>
  error instanceof Error && (error.cause as { code?: unknown } | undefined)?.code === FAILED_PRECONDITION;

/** Starts and signals runs. Both are idempotent: the id is the enrolment row's, and a run drops sequences it has seen. */
export class RunClient {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  async start(run: StartableRun, plan: Plan): Promise<void> {
    const input = runInput(run, plan);
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

  /**
   * Asks a run to carry out an operator's command, and waits for what becomes of it.
   * @throws SuiviError RUN_ENDED when there is no such workflow any more.
   */
  async control(run: string, command: ControlInput): Promise<ControlAnswer> {
    const handle = this.#client.workflow.getHandle(workflowId(run));
    const ask = { args: [command] as [ControlInput], updateId: uuidv7() };
    const deadline = Date.now() + DEADLINE_MS;
    for (;;) {
      try {
        return await this.#client.withDeadline(deadline, () =>
          handle.executeUpdate<ControlAnswer, [ControlInput]>(UPDATE.control, ask),
        );
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) throw new SuiviError('RUN_ENDED');
        // What the validator said: nothing was written into the history.
        const refusal = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
        if (refusal instanceof ApplicationFailure) return { refused: refusal.type as CommandRefusal };
        if (!lostWithItsTask(error) || Date.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
      }
    }
  }

  #bounded<T>(call: () => Promise<T>): Promise<T> {
    return this.#client.withDeadline(Date.now() + DEADLINE_MS, call);
  }
}
