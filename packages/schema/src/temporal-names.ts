/**
 * Every name that Temporal stores. Plain strings, imported by client, worker, workflow and tests alike:
 * a renamed workflow or signal would strand the runs that wait for it.
 */
export const TASK_QUEUE = 'suivi';
export const DEPLOYMENT = 'suivi-runtime';

/** Where the activity of a node type runs: types of a pack, `clinic/lab-result`, have a queue of their own. */
export const nodeQueue = (type: string): string => {
  const slash = type.indexOf('/');
  return slash < 0 ? TASK_QUEUE : `suivi-pack-${type.slice(0, slash)}`;
};

export const WORKFLOW = { journeyRun: 'journeyRun' } as const;
export const SIGNAL = { event: 'jr.event' } as const;
export const UPDATE = { control: 'jr.control', migrate: 'jr.migrate' } as const;
export const QUERY = { snapshot: 'jr.snapshot' } as const;
export const ACTIVITY = {
  sendMessage: 'sendMessage',
  callNode: 'callNode',
  nodeReady: 'nodeReady',
  createTask: 'createTask',
  escalateTask: 'escalateTask',
  setField: 'setField',
  callJourney: 'callJourney',
  handOver: 'handOver',
  endCall: 'endCall',
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

/** The wire forms of a plan and of a wall clock inside a payload; a codec on the worker expands them (codec/reference-codec.ts). */
export const PLAN_KEY = '$plan';
export const ZONE_KEY = '$zone';
