/** Questions that the naive interpreter asks of a drawing. */
import { type Condition, type Journey, leavesOf } from '@suivi/schema';

/** Ports that may be left open, and the one that is gone through instead. */
const INSTEAD: Record<string, string> = { unknown: 'else', past: 'due' };

/** The nodes of a type in the order of their ids, which is the order in which rules win. */
export const nodesOf = ({ nodes }: Journey, type: string): { id: string; config: Record<string, unknown> }[] =>
  Object.keys(nodes)
    .sort()
    .flatMap((id) => (nodes[id]?.type === type ? [{ id, config: nodes[id].config }] : []));

export function whereTo({ wires }: Journey, node: string, port: string): string {
  const own = Object.values(wires).filter(({ from }) => from === node);
  const wire = own.find((each) => each.port === port) ?? own.find((each) => each.port === INSTEAD[port]);
  if (!wire) throw new Error(`nothing is drawn at ${port} of ${node}`);
  return wire.to;
}

/** The types of events that some wait or rule listens to, now or later: others never reach a run. */
export function typesHeard({ nodes }: Journey): Set<unknown> {
  const types = new Set<unknown>();
  for (const { type, config } of Object.values(nodes)) {
    const isRule = type === 'exit-rule' || type === 'goal';
    if (type === 'wait-for-event' || (isRule && config.on === 'event')) types.add(config.event);
    if (type === 'wait-until-date') types.add('field.changed');
    const asks = type === 'wait-until-true' || (isRule && config.on === 'condition');
    if (asks && keysOf(config.if as Condition).length > 0) types.add('field.changed');
  }
  return types;
}

/** Keys of the patient's fields that a condition looks at. */
export const keysOf = (condition: Condition): string[] =>
  leavesOf(condition).flatMap(({ from, field }) => (from === 'patient' ? [field.split('.')[0] ?? field] : []));

/** Whether a node's hours or the end of its wait depend on work days. */
export const countsByCalendar = ({ calendar, until, timeout }: Record<string, unknown>): boolean =>
  calendar !== undefined || [until, timeout].some((each) => (each as { calendar?: string } | undefined)?.calendar);
