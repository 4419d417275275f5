import type { Flow } from './flow.ts';
import { strong } from './strong.ts';

/** The steps of a flow in the order in which a run comes through them, each loop as one item. */
export type Item = number | Loop;

export interface Loop {
  members: readonly number[];
  /** The repeat that bounds the loop, with what is left of it when its way back is cut; absent for an open loop. */
  bounded?: { repeat: number; body: readonly Item[] };
  /** Whether it lies within another loop. */
  inner: boolean;
}

/** Deeper nesting is treated as an open loop. */
const MAX_NESTING = 6;

/**
 * Takes a flow apart into loops. A loop is bounded by a repeat whose last way leads out of it: then its way back can be
 * taken so many times and no more.
 * @param counts whether a repeat counts for one track alone.
 * @param also further places that have to come after one, though no way leads there.
 */
export function loopTree(flow: Flow, counts: (repeat: number) => boolean, also: ReadonlyMap<number, number[]>): Item[] {
  const all = flow.ops.map((_, at) => at);
  return itemsOf(all, new Set(), 0);

  function itemsOf(members: readonly number[], cut: ReadonlySet<number>, depth: number): Item[] {
    const local = new Map(members.map((at, k): [number, number] => [at, k]));
    const next = members.map((at) => {
      const op = flow.ops[at];
      const back = op?.op === 'repeat' && cut.has(at) ? flow.index.get(op.again.to) : undefined;
      const done = op?.op === 'repeat' && back !== undefined ? flow.index.get(op.done.to) : undefined;
      const targets = back === undefined ? (flow.out[at] ?? []).map(({ to }) => to) : done === undefined ? [] : [done];
      return [...targets, ...(also.get(at) ?? [])].flatMap((to) => local.get(to) ?? []);
    });
    const found = strong(
      members.length,
      members.map((_, k) => k),
      (k) => next[k] ?? [],
    );
    return found.reverse().map((component): Item => {
      const places = component.map((k) => members[k] ?? 0);
      const [only] = component;
      if (only !== undefined && component.length === 1 && !next[only]?.includes(only)) return places[0] ?? 0;
      return loopOf(places, cut, depth);
    });
  }

  function loopOf(members: number[], cut: ReadonlySet<number>, depth: number): Loop {
    const inside = new Set(members);
    const inner = depth > 0;
    const repeat = members.filter((at) => {
      const op = flow.ops[at];
      if (op?.op !== 'repeat' || cut.has(at) || !counts(at)) return false;
      const done = flow.index.get(op.done.to);
      return done !== undefined && !inside.has(done) && inside.has(flow.index.get(op.again.to) ?? -1);
    });
    const first = repeat.sort((a, b) => a - b)[0];
    if (first === undefined || depth >= MAX_NESTING) return { members, inner };
    return { members, inner, bounded: { repeat: first, body: itemsOf(members, new Set([...cut, first]), depth + 1) } };
  }
}
