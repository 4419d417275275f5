import { compile } from '@suivi/compiler';
import type { ApprovalView, Journey } from '@suivi/schema';
import { approvalStates } from './approval-state.ts';

/**
 * The nodes whose texts are signed as the journey is saved now, and would not be any more with this edit. A text that is
 * deleted needs no signature and voids none.
 */
export function voidedBy(
  before: Journey,
  after: Journey,
  id: string,
  approvals: readonly ApprovalView[],
): readonly string[] {
  if (approvals.length === 0 || onlyLooks(before, after)) return [];
  const then = approvalStates(compile(before, id).needs, approvals);
  const now = approvalStates(compile(after, id).needs, approvals);
  return Object.keys(now).filter((node) => then[node]?.state === 'approved' && now[node]?.state !== 'approved');
}

/** Where things stand and what they are called is not part of any signature. */
const onlyLooks = (before: Journey, after: Journey): boolean =>
  before.nodes === after.nodes && before.wires === after.wires && before.zone === after.zone;
