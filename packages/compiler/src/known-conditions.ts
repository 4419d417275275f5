import { RULE_SOURCES, STEP_SOURCES } from '@suivi/nodes';
import type { Condition, EventMatch, NodeId, Op, Source, Trigger } from '@suivi/schema';
import type { Lowered } from './lower.ts';

/** A condition with the place at which it is looked at. */
export interface Placed {
  node: NodeId;
  condition: Condition;
  /** Where its values may come from there. */
  sources: readonly Source[];
  /** The type of the event that a filter looks at. */
  event?: string;
}

const FILTER: readonly Source[] = ['event'];

/** Every condition of a journey. */
export function conditionsOf(lowered: Lowered, entry: NodeId | undefined, trigger: Trigger | undefined): Placed[] {
  const found: Placed[] = [];
  const filter = (node: NodeId, { type, where }: EventMatch) => {
    if (where) found.push({ node, condition: where, sources: FILTER, event: type });
  };
  if (entry !== undefined && trigger?.on === 'event') {
    filter(entry, { type: trigger.event, ...(trigger.where ? { where: trigger.where } : {}) });
  }
  for (const op of Object.values(lowered.ops)) {
    if (op.op === 'wait') for (const match of op.events) filter(op.node, match);
    for (const condition of stepConditions(op)) found.push({ node: op.node, condition, sources: STEP_SOURCES });
  }
  for (const { node, on, when } of [...lowered.exits, ...lowered.goals, ...lowered.guards]) {
    if (on) filter(node, on);
    if (when) found.push({ node, condition: when, sources: RULE_SOURCES });
  }
  return found;
}

function stepConditions(op: Op): Condition[] {
  if (op.op === 'branch') return op.cases.map((each) => each.if);
  return op.op === 'wait' && op.when ? [op.when.if] : [];
}
