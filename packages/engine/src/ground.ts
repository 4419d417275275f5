import type { Address, EpochMs, Exit, NodeId, Op, Plan, TraceRow, ZoneTable } from '@suivi/schema';
import type { Sources } from './condition.ts';
import type { Calendars, Facts, State, Token } from './state.ts';

/** What one step stands on: the plan, the state that it may change, the wall clock, and facts if they came along. */
export interface Ground {
  plan: Plan;
  state: State;
  zone: ZoneTable | undefined;
  facts: Facts | undefined;
  /** The instant that the facts are of: at a later one they may be others. */
  factsAt: EpochMs;
  calendars: Calendars | undefined;
  /** Where each node stands in `state.visits`: for who takes many steps on the same ground. */
  places?: Map<NodeId, number>;
}

export function opAt(plan: Plan, address: Address): Op {
  const op = plan.ops[address];
  if (!op) throw new Error(`the plan has no instruction at ${address}`);
  return op;
}

/** An activity is out, or facts are awaited. */
export const isBusy = ({ doing }: Token): boolean => 'act' in doing || 'facts' in doing;

/** Whether the address is one of the further instructions of a node (`id/1`), which share the visit of the first. */
export const isInside = (op: Op, address: Address): boolean => address !== op.node;

/** The port that a row names when a track takes this exit: none while it stays inside its node. */
export function portOf(plan: Plan, op: Op, exit: Exit): string | undefined {
  const target = opAt(plan, exit.to);
  return target.node === op.node && isInside(target, exit.to) ? undefined : exit.port;
}

/** Opens a visit of a node. */
export function visit({ state, places }: Ground, node: NodeId): number {
  const { visits } = state;
  const place = places ? places.get(node) : placeOf(visits, node);
  const known = place === undefined ? undefined : visits[place];
  if (place === undefined || !known) {
    places?.set(node, visits.length);
    visits.push([node, 1]);
    return 1;
  }
  const count = known[1] + 1;
  // The pair itself may belong to an earlier state.
  visits[place] = [node, count];
  return count;
}

function placeOf(visits: State['visits'], node: NodeId): number | undefined {
  for (let k = 0; k < visits.length; k++) if (visits[k]?.[0] === node) return k;
  return undefined;
}

/** What a row tells besides its place; what is undefined is not written. */
export interface RowOf {
  kind: TraceRow['kind'];
  at: EpochMs;
  port?: string | undefined;
  until?: EpochMs | undefined;
  by?: string | undefined;
  detail?: Record<string, unknown> | undefined;
}

// Field by field, because spreading objects of many shapes is most of the time that a step takes.
export function write(state: State, node: NodeId, visit: number, { kind, at, port, until, by, detail }: RowOf): void {
  const row: TraceRow = { seq: state.nextRow, node, visit, kind, at };
  if (port !== undefined) row.port = port;
  if (until !== undefined) row.until = until;
  if (by !== undefined) row.by = by;
  if (detail !== undefined) row.detail = detail;
  state.rows.push(row);
  state.nextRow += 1;
}

/** A row of the node at which a track stands. */
export const writeOf = (ground: Ground, token: Token, op: Op, row: RowOf): void =>
  write(ground.state, op.node, token.visit, row);

/**
 * A track is taken out of its place by something else than its own step. One of a fork that has not begun yet left the fork
 * by its port, and is nowhere.
 */
export function takeOut(ground: Ground, token: Token, row: RowOf): void {
  const op = opAt(ground.plan, token.at);
  const held = 'wait' in token.doing && token.doing.held !== undefined;
  if (op.op !== 'fork' || held) writeOf(ground, token, op, row);
}

/** What the conditions of this track may look at. */
export function sourcesOf({ state, facts }: Ground, token?: Token): Sources {
  return {
    variable: state.variables,
    ...(state.entry ? { entry: state.entry } : {}),
    ...(token?.last ? { last: token.last } : {}),
    ...(facts ? { patient: facts } : {}),
  };
}

/** Holds a track with a reason instead of losing it or letting it spin (rule 17); the others go on. */
export function hold(ground: Ground, token: Token, op: Op, reason: string): void {
  token.doing = { wait: null, held: reason };
  ground.state.held = { reason };
  writeOf(ground, token, op, { kind: 'held', at: ground.state.now, by: reason });
}
