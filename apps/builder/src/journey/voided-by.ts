import { compile } from '@suivi/compiler';
import type { ApprovalNeed, ApprovalView, Journey } from '@suivi/schema';
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
  const then = approvalStates(needsOf(before, id), approvals);
  const now = approvalStates(needsOf(after, id), approvals);
  return Object.keys(now).filter((node) => then[node]?.state === 'approved' && now[node]?.state !== 'approved');
}

/** The saved document is the same for many edits: it is compiled once. */
const known = new WeakMap<Journey, ApprovalNeed[]>();

function needsOf(doc: Journey, id: string): ApprovalNeed[] {
  const needs = known.get(doc) ?? compile(doc, id).needs;
  known.set(doc, needs);
  return needs;
}

/** Where things stand and what they are called is not part of any signature. */
const onlyLooks = (before: Journey, after: Journey): boolean =>
  before.nodes === after.nodes && before.wires === after.wires && before.zone === after.zone;
