/** Several tracks of one run: how a fork makes them, and how a join brings them together. */
import type { EpochMs, Exit, ForkOp, JoinOp } from '@suivi/schema';
import { type Ground, opAt, writeOf } from './ground.ts';
import type { Group, State, Token } from './state.ts';

/** A track that is to begin at an instruction. */
export interface Beginning {
  token: Token;
  exit: Exit;
}

/** Splits a track into those of a fork: the track itself takes the first, each other one gets a new token. */
export function fork(ground: Ground, token: Token, op: ForkOp, at: EpochMs): Beginning[] {
  const { state } = ground;
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
  return op.tracks.map((exit, k): Beginning => ({ exit, token: k === 0 ? token : branchOff(state, token) }));
}

function branchOff(state: State, token: Token): Token {
  const track: Token = { ...token, id: takeNumber(state), doing: { wait: null } };
  state.tokens.push(track);
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
  if (token.group === undefined) {
    writeOf(ground, token, op, { kind: 'woke', at, port: op.next.port, by: 'join' });
    return op.next;
  }
  token.doing = { wait: null, joined: true };
  if (isComplete(ground.state, token, op)) return meet(ground, token, op, at);
  writeOf(ground, token, op, { kind: 'waiting', at, by: 'join' });
  return undefined;
}

/** A track of this group has ended by itself: whoever waits at a join may have been waiting for it alone. */
export function joinAfter(ground: Ground, group: number, at: EpochMs): Beginning | undefined {
  const { state, plan } = ground;
  const left = state.tokens.filter((token) => token.group === group);
  const [token] = left.filter(hasJoined);
  const op = token && opAt(plan, token.at);
  if (!token || op?.op !== 'join' || !isComplete(state, token, op)) return undefined;
  return { token, exit: meet(ground, token, op, at) };
}

function isComplete(state: State, token: Token, op: JoinOp): boolean {
  const inside = tracksOf(state, token.group);
  const come = inside.filter((other) => hasJoined(other) && other.at === token.at && other.group === token.group);
  if (op.wants === 'any' || come.length === inside.length) return true;
  return op.wants !== 'all' && come.length >= op.wants;
}

const hasJoined = ({ doing }: Token): boolean => 'wait' in doing && doing.joined === true;

/** All tracks of a group, those of forks inside its tracks included. */
function tracksOf({ tokens, groups = [] }: State, group: number | undefined): Token[] {
  const ids = new Set([group]);
  // A group within another one was made after it, so one pass finds all.
  for (const { id, within } of groups) if (within !== undefined && ids.has(within)) ids.add(id);
  return tokens.filter((token) => token.group !== undefined && ids.has(token.group));
}

/** Lets one track go on for its group: the others that have come end in it, the rest is given up. */
function meet(ground: Ground, token: Token, op: JoinOp, at: EpochMs): Exit {
  const { state, plan } = ground;
  const gone = new Set<Token>();
  for (const other of tracksOf(state, token.group)) {
    if (other === token) continue;
    gone.add(other);
    const arrived = hasJoined(other) && other.at === token.at && other.group === token.group;
    writeOf(ground, other, opAt(plan, other.at), { kind: arrived ? 'joined' : 'moved', at, by: 'join' });
  }
  state.tokens = state.tokens.filter((other) => !gone.has(other));
  const outer = state.groups?.find(({ id }) => id === token.group)?.within;
  if (outer === undefined) delete token.group;
  else token.group = outer;
  dropEmptyGroups(state);
  token.doing = { wait: null };
  writeOf(ground, token, op, { kind: 'woke', at, port: op.next.port, by: 'join' });
  return op.next;
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
