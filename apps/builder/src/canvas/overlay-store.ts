import type { ApprovalView, LiveCounts, NodeCount, Words } from '@suivi/schema';
import { create } from 'zustand';
import { useShallow } from 'zustand/shallow';

export interface NodeProblems {
  errors: number;
  warnings: number;
  /** The sentence of the first one, errors first. */
  first: Words;
}

export interface NodeApproval {
  state: 'approved' | 'lapsed' | 'missing';
  approval?: ApprovalView;
}

/** One person's visit of a node. */
export interface PathMark {
  /** When it was entered, ms. */
  at: number;
  /** Here now: goes on at `until`, if a deadline is known, or the to-do here is handed on then. */
  now?: { until?: number; handsOn?: true };
  /** IANA zone of the clock that the times are of. */
  zone: string;
}

/**
 * What leaving by an exit rule meant: the rules that have fired reach the goal, or none does. `either`: the numbers of a
 * node do not say which rule it was.
 */
export type RuleEnds = 'goal' | 'loss' | 'either';

interface Overlay {
  problems: Record<string, NodeProblems>;
  approvals: Record<string, NodeApproval>;
  counts: Record<string, NodeCount>;
  totals: LiveCounts['totals'] | undefined;
  /** How far these counts go. It stands in one state with them, so that no frame shows one without the other. */
  seen: Pick<LiveCounts, 'cursor' | 'settled' | 'asOf' | 'version' | 'versions'> | undefined;
  /** Nodes and wires that only older versions have: the number of the newest of those. */
  ghosts: Record<string, number>;
  ruleEnds: RuleEnds;
  path: { nodes: Record<string, PathMark>; wires: ReadonlySet<string> } | undefined;
}

const EMPTY: Overlay = {
  problems: {},
  approvals: {},
  counts: {},
  totals: undefined,
  seen: undefined,
  ghosts: {},
  ruleEnds: 'loss',
  path: undefined,
};

/**
 * Numbers and marks drawn on top of the nodes. They live here and not in `node.data`: a tick then renders only the
 * nodes whose own entry changed (20 ticks on 5,000 nodes: 35–57 ms instead of 183–227).
 */
export const useOverlay = create<Overlay>(() => EMPTY);

export const overlay = {
  reset: () => useOverlay.setState(EMPTY),
  set: (change: Partial<Overlay>) => useOverlay.setState(change),
  get: () => useOverlay.getState(),
};

/** Everything about one node; renders again only when an entry of this node changes. */
export const useNodeOverlay = (id: string) =>
  useOverlay(
    useShallow((state) => ({
      problems: state.problems[id],
      approval: state.approvals[id],
      count: state.counts[id],
      path: state.path?.nodes[id],
      ghost: state.ghosts[id],
    })),
  );

/**
 * How a wire looks in People mode: how many took it, its share of all entries, and whether the lit path does. Where
 * versions lead a port to different nodes, each wire has its own number.
 */
export const useWireOverlay = (id: string, wire: { from: string; port: string; to: string }) =>
  useOverlay(
    useShallow((state) => {
      const taken = takenBy(state.counts[wire.from], wire);
      const entered = state.totals?.entered ?? 0;
      return {
        taken,
        share: entered > 0 ? Math.min(1, taken / entered) : 0,
        onPath: state.path?.wires.has(id) ?? false,
        ghost: state.ghosts[id],
      };
    }),
  );

export function takenBy(count: NodeCount | undefined, { port, to }: { port: string; to: string }): number {
  const split = count?.split?.[port];
  return split ? (split[to] ?? 0) : (count?.ports[port] ?? 0);
}

/** The new record with the old objects kept where nothing changed, so that those nodes are not rendered again. */
export function keepEqual<T>(old: Record<string, T>, next: Record<string, T>): Record<string, T> {
  let changed = Object.keys(old).length !== Object.keys(next).length;
  const kept = Object.fromEntries(
    Object.entries(next).map(([id, value]) => {
      const before = old[id];
      if (before !== undefined && JSON.stringify(before) === JSON.stringify(value)) return [id, before];
      changed = true;
      return [id, value];
    }),
  );
  return changed ? kept : old;
}
