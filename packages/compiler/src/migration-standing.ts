import type { Op } from '@suivi/schema';
import { opsOf } from './node-meaning.ts';
import type { ReadNode } from './read-node.ts';

/** The instructions of a node at which a run can stand, by their place in it: the 0th is at the node's own address. */
export const standingOps = (read: ReadNode): Map<number, Op> =>
  new Map([...opsOf(read).entries()].filter(([, op]) => stands(op)));

function stands(op: Op): boolean {
  return op.op === 'wait' || op.op === 'join' || (op.op === 'act' && op.pending !== undefined);
}
