import type { Address, NodeId, Plan, PortId } from '@suivi/schema';
import { type Cause, type Flow, flowOf, type Way } from './flow.ts';

/** One way that a run can go, as a trace row names it. */
export interface PlanPort {
  node: NodeId;
  port: PortId;
  /** Taken when a deadline has passed: a time-out, or the end of a wait. */
  timeout: boolean;
  /** Address of the instruction it leads to, fallbacks resolved. */
  to: Address;
}

/**
 * All ports of a plan, the time-outs among them: what a set of scenarios should have taken. Ways inside a node (a to-do
 * that is handed on) have no port of their own and are left out; so are rules that end the run, which have none.
 * Sorted by node, and within a node by the order of its instructions.
 */
export function portsOf(plan: Plan): PlanPort[] {
  const flow = flowOf(plan);
  const found = new Map<string, PlanPort>();
  const add = (node: NodeId, port: PortId, to: Address, cause: Cause) => {
    const key = JSON.stringify([node, port]);
    const known = found.get(key);
    if (known) known.timeout ||= cause === 'deadline';
    else found.set(key, { node, port, to, timeout: cause === 'deadline' });
  };
  for (const way of flow.out.flat()) {
    const { node } = flow.ops[way.from] ?? { node: '' };
    if (!staysInside(flow, way)) add(node, way.port, flow.addresses[way.to] ?? '', way.cause);
  }
  for (const { node, port, to } of [...flow.goals, ...flow.guards]) add(node, port, flow.addresses[to] ?? '', 'now');
  return [...found.values()].sort((a, b) => (a.node < b.node ? -1 : a.node > b.node ? 1 : 0));
}

/** From one instruction of a node to the next one. */
function staysInside(flow: Flow, { from, to }: Way): boolean {
  const address = flow.addresses[to] ?? '';
  return flow.ops[from]?.node === flow.ops[to]?.node && address !== flow.ops[to]?.node;
}
