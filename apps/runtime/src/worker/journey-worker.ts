import { ACTIVITY, DEPLOYMENT, TASK_QUEUE } from '@suivi/schema';
import type { Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { Database } from '../database/database.ts';
import { makeCallJourney, makeEndCall } from '../inbox/call-journey.ts';
import type { nodeActivities } from '../nodes/call-node.ts';
import { makeSendMessage } from '../outbox/send-message.ts';
import { makeSetField } from '../patients/set-field.ts';
import { makeCreateTask, makeEscalateTask } from '../tasks/create-task.ts';
import { makeSync } from './sync.ts';
import type { TemporalTarget } from './temporal-connection.ts';
import { workflowBundle } from './workflow-bundle.ts';

export interface JourneyWorker {
  /** Settles when the worker has ended, by itself or because it was stopped. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** Runs journeys. Versioned: a run that is under way moves to a new build at its next task (AUTO_UPGRADE). */
export async function startJourneyWorker(options: {
  db: Database;
  target: TemporalTarget;
  client: Client;
  converter: DataConverter;
  /** Activities of the built-in nodes that have one of their own. */
  nodes: ReturnType<typeof nodeActivities>;
  report: (code: string) => void;
}): Promise<JourneyWorker> {
  quietRuntime();
  const { db, target, report } = options;
  const bundle = await workflowBundle();
  const version = { deploymentName: DEPLOYMENT, buildId: bundle.buildId };
  const connection = await NativeConnection.connect({ address: target.address });
  const worker = await Worker.create({
    connection,
    namespace: target.namespace,
    taskQueue: TASK_QUEUE,
    workflowBundle: { code: bundle.code },
    dataConverter: options.converter,
    activities: {
      [ACTIVITY.sendMessage]: makeSendMessage(db, report),
      [ACTIVITY.createTask]: makeCreateTask(db, report),
      [ACTIVITY.escalateTask]: makeEscalateTask(db, report),
      [ACTIVITY.setField]: makeSetField(db, report),
      [ACTIVITY.callJourney]: makeCallJourney(db, report, { waits: true }),
      [ACTIVITY.handOver]: makeCallJourney(db, report, { waits: false }),
      [ACTIVITY.endCall]: makeEndCall(db, report),
      [ACTIVITY.sync]: makeSync(db, report),
      ...options.nodes,
    },
    maxCachedWorkflows: 1_000,
    maxConcurrentWorkflowTaskExecutions: 40,
    maxConcurrentActivityTaskExecutions: 50,
    maxConcurrentLocalActivityExecutions: 50,
    // The default of 10 s is how long a killed worker's next signal would wait.
    stickyQueueScheduleToStartTimeout: '3s',
    shutdownGraceTime: '5s',
    shutdownForceTime: '10s',
    workerDeploymentOptions: { useWorkerVersioning: true, version, defaultVersioningBehavior: 'AUTO_UPGRADE' },
  });
  const ended = worker.run().finally(() => connection.close());
  // Whoever waits for `stop` sees the error; without a listener here it would end the process before that.
  ended.catch(() => undefined);
  await makeCurrent(options.client, target.namespace, bundle.buildId);
  return {
    ended,
    stop: async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await ended;
    },
  };
}

/** New tasks go to this build. Refused until the worker's first poll has registered it (0.1 to 1.2 s). */
async function makeCurrent(client: Client, namespace: string, buildId: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    try {
      await client.workflowService.setWorkerDeploymentCurrentVersion({
        namespace,
        deploymentName: DEPLOYMENT,
        buildId,
        identity: DEPLOYMENT,
      });
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

let installed = false;
/** One Core runtime per process, without signal handlers: the supervisor decides when to stop. */
function quietRuntime(): void {
  if (installed) return;
  Runtime.install({
    shutdownSignals: [],
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: 'ERROR' } },
  });
  installed = true;
}
