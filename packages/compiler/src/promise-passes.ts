import { inTrack, movesFrom, toldQuickest } from './promise-begin.ts';
import type { Found } from './promise-moment.ts';
import { isCertain, isHop, type Move, pathTo } from './promise-path.ts';
import { type Ground, PROVED, type Verdict, WATCHED } from './promise-verdict.ts';

/** Every path to `to` passes `through`: proved where `to` cannot be reached any more once `through` is barred. */
export function provePasses({ walk }: Ground, to: Found, through: Found): Verdict {
  const { flow, regions } = walk;
  const { entry } = flow;
  if (to.event !== undefined || entry === undefined) return WATCHED;
  if (through.steps.has(entry)) return PROVED;
  const passes = (move: Move) => (isHop(move) ? through.steps.has(move.to) : through.hits(move));
  const moves = (at: number): Move[] => movesFrom(flow, at).filter((move) => !passes(move));
  const found = (move: Move) => (isHop(move) ? to.steps.has(move.to) : to.hits(move));
  const path = to.steps.has(entry) ? [] : pathTo({ first: moves(entry), moves, found });
  if (!path) return PROVED;
  // A join goes on for all of its tracks: what the path leaves out may have been passed on another one.
  const joined = path.some(({ from }) => flow.ops[from]?.op === 'join');
  const touches = (at: number) => through.steps.has(at) || (flow.out[at] ?? []).some(through.hits);
  const beside = flow.ops.some((_, at) => touches(at) && inTrack(regions, at));
  if ((joined && beside) || !isCertain(flow, path)) return WATCHED;
  return { state: 'refuted', path: toldQuickest(walk, { at: entry }, path, { time: walk.entryTime, since: [0, 0] }) };
}
