import { actKey } from '@suivi/engine';
import { type Activity, type ActivityContext, NodeError } from '@suivi/nodes/activity';
import type { ActInput, CallNodeWith } from '../workflows/contract.ts';
import type { EgressRules } from './egress.ts';
import { guardedFetch } from './guarded-fetch.ts';

/** Writes a line to the installation's log. The values have been through `harmless`. */
export type NodeLog = (code: string, values: Record<string, unknown>) => void;

const CODE = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,39}$/;

/** Numbers, switches and codes: a text could name a patient. */
export const harmless = (values: Record<string, unknown> = {}): Record<string, string | number | boolean> =>
  Object.fromEntries(
    Object.entries(values).filter(
      (entry): entry is [string, string | number | boolean] =>
        typeof entry[1] === 'number' || typeof entry[1] === 'boolean' || isCode(entry[1]),
    ),
  );

const isCode = (value: unknown): value is string => typeof value === 'string' && CODE.test(value);

/** What an activity may use of the world, for one try of one visit. */
export function nodeContext(
  activity: Activity,
  input: ActInput<CallNodeWith>,
  world: {
    egress: EgressRules;
    env: NodeJS.ProcessEnv;
    log: NodeLog;
    /** All fields of the patient; the activity gets those that its definition names. */
    patient: Record<string, unknown>;
    signal: AbortSignal;
  },
): ActivityContext {
  const { type } = activity.definition;
  const { egress: own = [], reads = [] } = activity.definition.activity ?? {};
  return {
    key: actKey(input.trail.run, input.node, input.visit),
    run: input.trail.run,
    node: input.node,
    at: input.at,
    now: Date.now,
    patient: Object.fromEntries(reads.map((field) => [field, world.patient[field]])),
    variables: input.with.variables ?? {},
    log: (code, values) => world.log(isCode(code) ? code : 'NODE_SAYS', { type, ...harmless(values) }),
    secret: (name) => {
      const value = world.env[secretName(type, name)];
      if (!value) throw new NodeError('NODE_SECRET_MISSING', { retry: false });
      return value;
    },
    fetch: (url, init = {}) => guardedFetch(url, init, { rules: world.egress, own, signal: world.signal }),
    signal: world.signal,
  };
}

/** `SUIVI_SECRET_CLINIC_LAB_URL` of the node `clinic/lab-result` and the name `LAB_URL`. */
function secretName(type: string, name: string): string {
  const [pack = ''] = type.split('/');
  return `SUIVI_SECRET_${pack}_${name}`.toUpperCase().replace(/[^A-Z0-9]/g, '_');
}
