import { type Condition, leavesOf, type Millis, type NodeId, type PortId } from '@suivi/schema';
import { Elapse } from './elapse.ts';
import type { Flow, Way } from './flow.ts';
import type { Span } from './pace.ts';
import { earliest, LAST_OF_DAY, latest, PASSED, START_DAY, TIME } from './reach.ts';
import type { Times, Walkable } from './walk-flow.ts';

/** One step of a path that breaks a promise. */
export interface Passage {
  node: NodeId;
  /** The way on; absent at the last one. */
  port?: PortId;
  /** Time since the first step of the path, milliseconds. */
  at: Millis | 'unbounded';
}

/** A rule that takes a run from wherever it waits into a track. */
export interface Hop {
  from: number;
  to: number;
  /** The rule. */
  rule: { node: NodeId; port: PortId };
}

export type Move = Way | Hop;

export const isHop = (move: Move): move is Hop => 'rule' in move;

/** Steps at which a run can be when an event comes. */
export function rests(flow: Flow, at: number): boolean {
  const op = flow.ops[at];
  return op?.op === 'wait' || op?.op === 'join' || (op?.op === 'act' && op.pending !== undefined);
}

/** From wherever a run waits into the tracks of goals and guards. */
export function hopsFrom(flow: Flow, at: number): Hop[] {
  if (!rests(flow, at)) return [];
  return [...flow.goals, ...flow.guards].map(({ node, port, to }) => ({
    from: at,
    to,
    rule: { node, port },
  }));
}

/** Everything that may come next, rules included. */
export const onward =
  (flow: Flow) =>
  (at: number): Move[] => [...(flow.out[at] ?? []), ...hopsFrom(flow, at)];

export interface Search {
  /** The first moves to look at. */
  first: readonly Move[];
  /** Where it may go on from a step. */
  moves(at: number): readonly Move[];
  /** Whether this move ends the search. */
  found(move: Move): boolean;
}

/** The shortest row of moves to one that is looked for; undefined where there is none. */
export function pathTo({ first, moves, found }: Search): Move[] | undefined {
  const cameBy = new Map<number, Move>();
  const begun = new Set(first);
  const back = (move: Move): Move[] => {
    const path = [move];
    for (let at: Move | undefined = move; at && !begun.has(at); ) {
      at = cameBy.get(at.from);
      if (at) path.unshift(at);
    }
    return path;
  };
  const queue = [...first];
  for (const move of queue) {
    if (found(move)) return back(move);
    if (cameBy.has(move.to)) continue;
    cameBy.set(move.to, move);
    queue.push(...moves(move.to));
  }
  return undefined;
}

/** The shortest way from where runs begin to a step, by which it can be told whether a path hangs together. */
export function approach(flow: Flow, at: number): Move[] | undefined {
  if (flow.entry === undefined) return undefined;
  if (at === flow.entry) return [];
  const moves = onward(flow);
  return pathTo({ first: moves(flow.entry), moves, found: (move) => move.to === at });
}

/**
 * Whether somebody can certainly go this path as far as conditions are concerned: no two of them look at the same value,
 * and none at a variable of the run, whose value an earlier step decides. Anything else is left to watching.
 */
export function isCertain(flow: Flow, path: readonly Move[]): boolean {
  const seen = new Set<string>();
  for (const move of path) {
    const op = flow.ops[move.from];
    if (isHop(move)) continue;
    const conditions: Condition[] =
      op?.op === 'branch' ? op.cases.map((each) => each.if) : move.holds ? [move.holds] : [];
    for (const { from = 'event', field } of conditions.flatMap(leavesOf)) {
      const key = `${from} ${field}`;
      if (from === 'variable' || (seen.has(key) && conditions.length > 0)) return false;
    }
    for (const { from = 'event', field } of conditions.flatMap(leavesOf)) seen.add(`${from} ${field}`);
  }
  return roundsAreMet(flow, path);
}

/** A repeat is not taken back more often than it can be, and left only by a path that is shorter than its rounds. */
function roundsAreMet(flow: Flow, path: readonly Move[]): boolean {
  const taken = new Map<number, number>();
  for (const move of path) {
    const op = flow.ops[move.from];
    if (op?.op !== 'repeat' || isHop(move) || move.port !== op.again.port) continue;
    const count = (taken.get(move.from) ?? 0) + 1;
    if (count > op.times) return false;
    taken.set(move.from, count);
  }
  return true;
}

/** When and how a path is begun. */
export interface Start {
  /** Time of day. */
  time: Span;
  /** How long the enrolment is over by then. */
  since: Span;
  /** 0 = Monday, where it is known. */
  weekday?: number;
}

/** When each step of a path is reached. @param slowest the last moment of every wait, else the first. */
export function timesAlong(
  walk: Walkable,
  path: readonly Move[],
  { time, since, weekday, slowest }: Start & { slowest: boolean },
): { passed: Millis; clock: Millis }[] {
  const start = { time, sinceEntry: since, ...(weekday === undefined ? {} : { weekday }) };
  const elapse = new Elapse(walk.fields, walk.clocks, start);
  const bound = slowest ? latest : earliest;
  let reach = elapse.begin();
  return path.map((move) => {
    if (!isHop(move)) reach = elapse.along(walk.flow, move, reach);
    return { passed: bound(reach, PASSED), clock: bound(reach, START_DAY) };
  });
}

/** A path as it is told: one passage per node, however many instructions that has. */
export function passages(flow: Flow, start: number, path: readonly Move[], times: readonly Millis[]): Passage[] {
  const told: Passage[] = [];
  told.push({ node: flow.ops[start]?.node ?? '', at: 0 });
  path.forEach((move, k) => {
    const time = times[k] ?? 0;
    const at = Number.isFinite(time) ? time : 'unbounded';
    const last = told.at(-1);
    const node = flow.ops[move.to]?.node ?? '';
    if (isHop(move)) told.push({ node: move.rule.node, port: move.rule.port, at });
    else if (last) last.port = move.port;
    // A further instruction of the same node is the same visit.
    if (isHop(move) || flow.addresses[move.to] === node) told.push({ node, at });
  });
  return told;
}

/** The times of day at which a run can arrive at a step, and how long its enrolment is over then. */
export function startAt(times: Times, at: number): Start {
  const reach = times[at];
  if (!reach) return { time: [0, LAST_OF_DAY], since: [0, Number.POSITIVE_INFINITY] };
  return {
    time: [earliest(reach, TIME), latest(reach, TIME)],
    since: [earliest(reach, PASSED), latest(reach, PASSED)],
  };
}
