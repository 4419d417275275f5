import type { Diagnostic } from '@suivi/schema';
import { type Flow, reachableFrom } from './flow.ts';
import { strong } from './strong.ts';

/**
 * Steps from which nobody gets to an end any more. A rule that ends the run, or leads out by a goal, may be meant to end
 * them: then nothing is said. One finding for each knot that cannot be left.
 */
export function checkDeadEnds(flow: Flow): Diagnostic[] {
  const { exits, goals } = flow.meaning;
  const drawn = flow.ops.some((op) => op.op === 'end' && !op.track);
  if (exits.length > 0 || goals.length > 0 || !drawn) return [];
  const caught = withoutEnd(flow);
  const lived = reachableFrom(flow, flow.entry === undefined ? [] : [flow.entry]);
  const places = [...caught].filter((at) => lived.has(at));
  const inside = new Set(places);
  const next = (at: number) => (flow.out[at] ?? []).flatMap(({ to }) => (inside.has(to) ? [to] : []));
  return strong(flow.ops.length, places, next).flatMap((knot): Diagnostic[] => {
    const own = new Set(knot);
    if (knot.some((at) => next(at).some((to) => !own.has(to)))) return [];
    const [first] = knot.map((at) => flow.ops[at]?.node ?? '').sort();
    return first === undefined ? [] : [{ code: 'DEAD_END', severity: 'error', node: first, params: {} }];
  });
}

/** The steps that lead to no end; what is not wired yet may lead to one. */
export function withoutEnd(flow: Flow): Set<number> {
  const before: number[][] = flow.ops.map(() => []);
  for (const ways of flow.out) for (const { from, to } of ways) before[to]?.push(from);
  const ends = flow.ops.flatMap((op, at) => (op.op === 'end' || flow.loose.has(at) ? [at] : []));
  const ending = new Set(ends);
  for (const at of ending) for (const from of before[at] ?? []) ending.add(from);
  return new Set(flow.ops.flatMap((_, at) => (ending.has(at) ? [] : [at])));
}
