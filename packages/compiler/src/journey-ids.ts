import { ACTIVITY, type Address, type Op } from '@suivi/schema';

/**
 * Puts the ids of called journeys in the place of the names under which the drawing calls them, as far as the catalog
 * knows them. Only the plan has ids: what a reviewer signs is the drawing, which must read the same everywhere.
 */
export function withJourneyIds(
  ops: Record<Address, Op>,
  journeys: ReadonlyMap<string, string> = new Map(),
): Record<Address, Op> {
  if (journeys.size === 0) return ops;
  return Object.fromEntries(
    Object.entries(ops).map(([address, op]): [Address, Op] => {
      const id = op.op === 'act' && CALLS.includes(op.kind) ? journeys.get(String(op.with.journey)) : undefined;
      return [address, op.op === 'act' && id !== undefined ? { ...op, with: { ...op.with, journey: id } } : op];
    }),
  );
}

const CALLS: readonly string[] = [ACTIVITY.callJourney, ACTIVITY.handOver];
