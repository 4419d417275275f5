import type { NodeId } from '@suivi/schema';
import type { Rehearsal, TimeToNode } from './rehearsal.ts';

/** A number of both versions. */
export interface Pair {
  before: number;
  after: number;
}

/** Two rehearsals with the same patients, side by side. */
export interface RehearsalComparison {
  sends: Pair;
  todos: Pair;
  busiestDay: Pair;
  quotaBreaches: Pair;
  patientsOverQuota: Pair;
  staff: ({ group: string } & Pair)[];
  ends: ({ outcome: string } & Pair)[];
  /** Median time from entry to the node in milliseconds, where both versions come to it. */
  timeToNode: ({ node: NodeId } & Pair)[];
  /** Nodes and ports that patients come to in one of them only, or in neither. */
  deadBefore: string[];
  deadAfter: string[];
}

export function compareRehearsals(before: Rehearsal, after: Rehearsal): RehearsalComparison {
  const pair = (value: (rehearsal: Rehearsal) => number): Pair => ({ before: value(before), after: value(after) });
  const groups = namesIn(before.staff, after.staff, ({ group }) => group);
  const outcomes = [...new Set([...Object.keys(before.ends), ...Object.keys(after.ends)])].sort();
  const medians = new Map(after.timeToNode.map((each): [NodeId, TimeToNode] => [each.node, each]));
  return {
    sends: pair(({ sends }) => sends),
    todos: pair(({ todos }) => todos),
    busiestDay: pair(({ busiest }) => busiest?.sends ?? 0),
    quotaBreaches: pair(({ quota }) => quota.breaches),
    patientsOverQuota: pair(({ quota }) => quota.patients),
    staff: groups.map((group) => ({
      group,
      ...pair(({ staff }) => staff.find((each) => each.group === group)?.perPersonPerDay.p95 ?? 0),
    })),
    ends: outcomes.map((outcome) => ({ outcome, ...pair(({ ends }) => ends[outcome] ?? 0) })),
    timeToNode: before.timeToNode.flatMap(({ node, p50 }) => {
      const other = medians.get(node);
      return other ? [{ node, before: p50, after: other.p50 }] : [];
    }),
    deadBefore: deadIn(before),
    deadAfter: deadIn(after),
  };
}

const deadIn = ({ dead, unreached }: Rehearsal): string[] => [
  ...unreached,
  ...dead.map(({ node, port }) => `${node}.${port}`),
];

function namesIn<T>(before: readonly T[], after: readonly T[], name: (item: T) => string): string[] {
  return [...new Set([...before, ...after].map(name))].sort();
}
