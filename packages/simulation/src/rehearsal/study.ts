import {
  type ActOp,
  type Condition,
  type EventMatch,
  leavesOf,
  type NodeId,
  type Op,
  type Plan,
  type WaitOp,
} from '@suivi/schema';
import type { Model } from '../model.ts';
import { partsOf } from './conditions.ts';
import { candidatesIn, unitsIn, witnessesOf } from './witnesses.ts';

type Data = Record<string, unknown>;

/** An event that something listens for, with data for which its filter holds. */
export interface Wanted {
  type: string;
  data: Data[];
  same: NonNullable<EventMatch['same']>;
  /** The fields that the filter looks at: they are as it wants them, also where it wants none. */
  decided: ReadonlySet<string>;
}

/** What a plan waits for, looked up once for all patients. */
export interface Study {
  model: Model;
  plan: Plan;
  /** By the node's id: the events that its wait listens for, and fields under which its condition holds. */
  waits: Map<NodeId, { events: Wanted[]; fields: Data[] }>;
  acts: Map<string, ActOp>;
  /** Fields that steps look at in the event that ended a wait: whatever comes may carry them. */
  asked: { field: string; values: unknown[]; unit: string | undefined }[];
  rules: { node: NodeId; kind: 'exits' | 'goals' | 'guards'; event?: Wanted; fields: Data[] }[];
}

export const actName = (node: NodeId, kind: string): string => `${node} ${kind}`;

export function studyOf(model: Model, plan: Plan): Study {
  const ops = Object.values(plan.ops);
  const waits = new Map<NodeId, { events: Wanted[]; fields: Data[] }>();
  for (const op of ops.filter(isWait)) {
    const known = waits.get(op.node);
    const events = [...(known?.events ?? []), ...op.events.map(wantedOf)];
    const fields = [...(known?.fields ?? []), ...fieldsFor(op.when?.if)];
    if (events.length > 0 || fields.length > 0) waits.set(op.node, { events, fields });
  }
  const acts = new Map(ops.filter(isAct).map((op) => [actName(op.node, op.kind), op]));
  const rules = (['exits', 'goals', 'guards'] as const).flatMap((kind) =>
    plan[kind].map(({ node, on, when }) => ({
      node,
      kind,
      ...(on ? { event: wantedOf(on) } : {}),
      fields: fieldsFor(when),
    })),
  );
  const { conditions } = partsOf(plan);
  const units = unitsIn(conditions, 'last');
  const asked = [...candidatesIn(conditions, 'last')].map(([field, values]) => ({
    field,
    values,
    unit: units.get(field),
  }));
  return { model, plan, waits, acts, asked, rules };
}

const isWait = (op: Op): op is WaitOp => op.op === 'wait';
const isAct = (op: Op): op is ActOp => op.op === 'act';

const wantedOf = ({ type, where, same = [] }: EventMatch): Wanted => ({
  type,
  data: where ? witnessesOf(where, 'event') : [],
  same,
  decided: new Set([...(where ? leavesOf(where) : []), ...same].map(({ field }) => field)),
});

const fieldsFor = (condition: Condition | undefined): Data[] => (condition ? witnessesOf(condition, 'patient') : []);
