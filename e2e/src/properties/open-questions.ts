import type { BranchOp, Condition, Plan } from '@suivi/schema';
import { leavesOf } from '@suivi/schema';
import type { Life } from './life.ts';

/**
 * Where a property is known not to hold yet. Such cases are left out of the generated ones; each goes from here once it is
 * settled, and the properties watch over it from then on.
 */

/** Whether a node goes on inside itself: a to-do that is handed on. */
const isHandedOn = ({ ops }: Plan, node: string): boolean => ops[`${node}/1`] !== undefined;

/** A wait that is skipped inside a to-do that is handed on: the row names a port that the node has not. */
const skipsInside = ({ plan, history }: Life): boolean =>
  history.some((each) => 'order' in each && each.order.op === 'skipWait' && isHandedOn(plan, each.order.node));

export const isOpen = (life: Life): boolean => skipsInside(life);

/** The outcome of a to-do that comes again while it is being handed on is taken for that of the handing on. */
export const comesAgain = (plan: Plan, node: string | undefined): boolean =>
  node === undefined || !isHandedOn(plan, node);

/** A row tells the number that was compared, and not its unit. */
export const comparesUnits = (op: BranchOp): boolean =>
  op.cases.some((each: { if: Condition }) =>
    leavesOf(each.if).some((leaf) => leaf.op === 'compare' && leaf.unit !== undefined),
  );

/** Names that every object has are taken for nodes that somebody can be moved to. */
export const ODD_PLACES = ['', 'n0/1', 'start', 'nowhere'] as const;
