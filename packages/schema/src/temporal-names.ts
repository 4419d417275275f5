/**
 * Every name that Temporal stores. Plain strings, imported by client, worker, workflow and tests alike:
 * a renamed workflow or signal would strand the runs that wait for it.
 */
export const TASK_QUEUE = 'suivi';
export const DEPLOYMENT = 'suivi-runtime';

export const WORKFLOW = { journeyRun: 'journeyRun' } as const;
export const SIGNAL = { event: 'jr.event' } as const;
export const UPDATE = { control: 'jr.control', migrate: 'jr.migrate' } as const;
export const QUERY = { snapshot: 'jr.snapshot' } as const;
export const ACTIVITY = {
  sendMessage: 'sendMessage',
  callNode: 'callNode',
  createTask: 'createTask',
  escalateTask: 'escalateTask',
  setField: 'setField',
  sync: 'sync',
} as const;

export const SEARCH_ATTRIBUTE = {
  tenant: 'JrTenant',
  journey: 'JrJourney',
  plan: 'JrPlan',
  run: 'JrRun',
  node: 'JrNode',
  nodeKind: 'JrNodeKind',
  state: 'JrState',
  wakeAt: 'JrWakeAt',
  epoch: 'JrEpoch',
} as const;

/** Workflow id of a run: the enrolment row's uuid and nothing else, so no patient data can leak into it. */
export const workflowId = (runId: string): string => `jr:${runId}`;

/** The wire form of a plan inside a payload; a codec on the worker expands it (see codec/plan-codec.ts). */
export const PLAN_KEY = '$plan';
