/** Several tracks of one run: how a fork makes them, and how a join brings them together. */
import type { EpochMs, Exit, ForkOp, JoinOp } from '@suivi/schema';
import { type Ground, hold, opAt, takeOut, writeOf } from './ground.ts';
import { takeWith } from './kept.ts';
import type { Group, State, Token } from './state.ts';
import { tellStop } from './stops.ts';

/** More tracks than these at once come of a fork in a loop: the track is held with that reason instead. */
export const MAX_TRACKS = 64;

/**
 * Each doubling of the tracks counts for so many steps: forks in a loop would else make a tree of 2 to the power of the
 * steps that a track may take without a wait.
 */
const STEPS_PER_DOUBLING = 25;

/** A track that is to begin at an instruction. */
export interface Beginning {
  token: Token;
  exit: Exit;
}

/** Splits a track into those of a fork: the track itself takes the first, each other one gets a new token. */
export function fork(ground: Ground, token: Token, op: ForkOp, at: EpochMs): Beginning[] {
  const { state } = ground;
  if (state.tokens.length + op.tracks.length > MAX_TRACKS) {
    hold(ground, token, op, 'loop');
    return [];
  }
  const group: Group = {
    id: takeNumber(state),
    fork: op.node,
    ...(token.group === undefined ? {} : { within: token.group }),
  };
  state.groups = [...(state.groups ?? []), group];
  op.tracks.forEach((exit, k) => {
    writeOf(ground, token, op, { kind: k === 0 ? 'branched' : 'forked', at, port: exit.port, by: 'fork' });
  });
  token.group = group.id;
  token.hops += STEPS_PER_DOUBLING * (32 - Math.clz32(op.tracks.length - 1));
  return op.tracks.map((exit, k): Beginning => ({ exit, token: k === 0 ? token : branchOff(state, token) }));
}

function branchOff(state: State, token: Token): Token {
  const track: Token = { ...token, id: takeNumber(state), doing: { wait: null } };
  state.tokens.push(track);
  takeWith(state, track.id, token.id);
  return track;
}

/** The next number that no token and no group of this run has had. */
export function takeNumber(state: State): number {
  state.nextToken += 1;
  return state.nextToken - 1;
}

/**
 * A track has come to a join: it waits for the others there, or goes on for all of them.
 * @returns the exit of the join when enough have come.
 */
export function join(ground: Ground, token: Token, op: JoinOp, at: EpochMs): Exit | undefined {
  const group = joinedGroup(ground.state, token, op);
  if (group === undefined) {
    writeOf(ground, token, op, { kind: 'woke', at, port: op.next.port, by: 'join' });
    return op.next;
  }
  token.doing = { wait: null, joined: true };
  if (isComplete(ground.state, group, token, op)) return meet(ground, group, token, op, at);
  writeOf(ground, token, op, { kind: 'waiting', at, by: 'join' });
  tellStop(ground, token, op, at);
  return undefined;
}

/**
 * A track ends by itself: whoever waits at a join may have been waiting for it alone.
 * @returns the track that goes on from a join because of it.
 */
export function endTrack(ground: Ground, token: Token, at: EpochMs): Beginning[] {
  const { state } = ground;
  state.tokens = state.tokens.filter((other) => other !== token);
  const next = joinAfter(ground, token.group, at);
  dropEmptyGroups(state);
  return next ? [next] : [];
}

function joinAfter(ground: Ground, left: number | undefined, at: EpochMs): Beginning | undefined {
  const { state, plan } = ground;
  for (let group = left; group !== undefined; group = around(state, group)) {
    for (const token of tracksOf(state, group)) {
      const op = opAt(plan, token.at);
      if (op.op !== 'join' || !hasJoined(token) || joinedGroup(state, token, op) !== group) continue;
      if (isComplete(state, group, token, op)) return { token, exit: meet(ground, group, token, op, at) };
    }
  }
  return undefined;
}

/** The fork whose tracks a join brings together for this track. */
function joinedGroup(state: State, token: Token, op: JoinOp): number | undefined {
  if (op.fork === undefined) return token.group;
  for (let group = token.group; group !== undefined; group = around(state, group)) {
    if (state.groups?.some(({ id, fork }) => id === group && fork === op.fork)) return group;
  }
  return token.group;
}

/** The group within which a group was made. */
const around = ({ groups }: State, group: number): number | undefined => groups?.find(({ id }) => id === group)?.within;

function isComplete(state: State, group: number, token: Token, op: JoinOp): boolean {
  const inside = tracksOf(state, group);
  const come = inside.filter((other) => hasComeTo(state, other, token, op, group));
  if (op.wants === 'any' || come.length === inside.length) return true;
  return op.wants !== 'all' && come.length >= op.wants;
}

const hasJoined = ({ doing }: Token): boolean => 'wait' in doing && doing.joined === true;

const hasComeTo = (state: State, other: Token, { at }: Token, op: JoinOp, group: number): boolean =>
  other.at === at && hasJoined(other) && joinedGroup(state, other, op) === group;

/** All tracks of a group, those of forks inside its tracks included. */
function tracksOf({ tokens, groups = [] }: State, group: number): Token[] {
  const ids = new Set([group]);
  // A group within another one was made after it, so one pass finds all.
  for (const { id, within } of groups) if (within !== undefined && ids.has(within)) ids.add(id);
  return tokens.filter((token) => token.group !== undefined && ids.has(token.group));
}

/** Lets one track go on for its group: the others that have come end in it, the rest is given up. */
function meet(ground: Ground, group: number, token: Token, op: JoinOp, at: EpochMs): Exit {
  const { state } = ground;
  const gone = new Set<Token>();
  for (const other of tracksOf(state, group)) {
    if (other === token) continue;
    gone.add(other);
    const arrived = hasComeTo(state, other, token, op, group);
    takeOut(ground, other, { kind: arrived ? 'joined' : 'moved', at, by: 'join' });
  }
  state.tokens = state.tokens.filter((other) => !gone.has(other));
  const outer = around(state, group);
  if (outer === undefined) delete token.group;
  else token.group = outer;
  dropEmptyGroups(state);
  token.doing = { wait: null };
  writeOf(ground, token, op, { kind: 'woke', at, port: op.next.port, by: 'join' });
  return op.next;
}

/** Takes the drawing's own tracks out of wherever they are. Those of guards stay. */
export function leaveAll(ground: Ground, at: EpochMs, by: string): void {
  const { state } = ground;
  for (const token of state.tokens) {
    if (!token.aside) takeOut(ground, token, { kind: 'moved', at, by });
  }
  state.tokens = state.tokens.filter(({ aside }) => aside);
  dropEmptyGroups(state);
}

/** Forgets the groups that no track belongs to any more, directly or through a fork inside. */
export function dropEmptyGroups(state: State): void {
  const groups = state.groups ?? [];
  const used = new Set(state.tokens.map(({ group }) => group));
  // A group within another one was made after it, so one pass from the end finds all.
  for (const { id, within } of [...groups].reverse()) if (used.has(id)) used.add(within);
  const kept = groups.filter(({ id }) => used.has(id));
  if (kept.length > 0) state.groups = kept;
  else delete state.groups;
}
