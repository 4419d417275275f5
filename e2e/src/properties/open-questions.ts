import type { BranchOp, Condition, Plan } from '@suivi/schema';
import { leavesOf } from '@suivi/schema';

/**
 * Where a property is known not to hold yet. Such cases are left out of the generated ones; each goes from here once it is
 * settled, and the properties watch over it from then on.
 */

/** Whether a node goes on inside itself: a to-do that is handed on. */
const isHandedOn = ({ ops }: Plan, node: string): boolean => ops[`${node}/1`] !== undefined;

/** The outcome of a to-do that comes again while it is being handed on is taken for that of the handing on. */
export const comesAgain = (plan: Plan, node: string | undefined): boolean =>
  node === undefined || !isHandedOn(plan, node);

/** A row tells the number that was compared, and not its unit. */
export const comparesUnits = (op: BranchOp): boolean =>
  op.cases.some((each: { if: Condition }) =>
    leavesOf(each.if).some((leaf) => leaf.op === 'compare' && leaf.unit !== undefined),
  );

/** No places that somebody could be moved to. */
export const ODD_PLACES = ['', 'n0/1', 'start', 'nowhere', 'constructor'] as const;
