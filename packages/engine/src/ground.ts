import type { Address, Exit, NodeId, Op, Plan, TraceRow, ZoneTable } from '@suivi/schema';
import type { Sources } from './condition.ts';
import type { Calendars, Facts, State, Token } from './state.ts';

/** What one step stands on: the plan, the state that it may change, the wall clock, and facts if they came along. */
export interface Ground {
  plan: Plan;
  state: State;
  zone: ZoneTable | undefined;
  facts: Facts | undefined;
  calendars: Calendars | undefined;
}

export function opAt(plan: Plan, address: Address): Op {
  const op = plan.ops[address];
  if (!op) throw new Error(`the plan has no instruction at ${address}`);
  return op;
}

/** Whether the address is one of the further instructions of a node (`id/1`), which share the visit of the first. */
export const isInside = (op: Op, address: Address): boolean => address !== op.node;

/** The port that a row names when a track takes this exit: none while it stays inside its node. */
export function portOf(plan: Plan, op: Op, exit: Exit): { port?: string } {
  const target = opAt(plan, exit.to);
  return target.node === op.node && isInside(target, exit.to) ? {} : { port: exit.port };
}

/** Opens a visit of a node. */
export function visit(state: State, node: NodeId): number {
  const { visits } = state;
  for (let k = 0; k < visits.length; k++) {
    const known = visits[k];
    if (known?.[0] !== node) continue;
    const count = known[1] + 1;
    // The pair itself may belong to an earlier state.
    visits[k] = [node, count];
    return count;
  }
  visits.push([node, 1]);
  return 1;
}

type RowOf = Omit<TraceRow, 'seq' | 'node' | 'visit'>;

export function write(state: State, at: { node: NodeId; visit: number }, row: RowOf): void {
  state.rows.push({ seq: state.nextRow, node: at.node, visit: at.visit, ...row });
  state.nextRow += 1;
}

/** A row of the node at which a track stands. */
export const writeOf = (ground: Ground, token: Token, op: Op, row: RowOf): void =>
  write(ground.state, { node: op.node, visit: token.visit }, row);

/** What the conditions of this track may look at. */
export function sourcesOf({ state, facts }: Ground, token?: Token): Sources {
  return {
    variable: state.variables,
    ...(state.entry ? { entry: state.entry } : {}),
    ...(token?.last ? { last: token.last } : {}),
    ...(facts ? { patient: facts } : {}),
  };
}

/** Holds the run with a reason instead of losing it or letting it spin (rule 17). */
export function hold(ground: Ground, token: Token, op: Op, reason: string): void {
  token.doing = { wait: null };
  ground.state.held = { reason };
  writeOf(ground, token, op, { kind: 'held', at: ground.state.now, by: reason });
}
