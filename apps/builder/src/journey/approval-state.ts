import type { ApprovalNeed, ApprovalView } from '@suivi/schema';
import type { NodeApproval } from '../canvas/overlay-store.ts';

/**
 * Where each text stands, for the document as it is drawn now: a signature holds only for the exact content and
 * context that it was given for, so an edit shows as lapsed before it is saved.
 */
export function approvalStates(
  needs: readonly ApprovalNeed[],
  approvals: readonly ApprovalView[],
): Record<string, NodeApproval> {
  const states: Record<string, NodeApproval> = {};
  for (const need of needs) {
    const own = approvals.filter((approval) => approval.node === need.node);
    const exact = own.find((a) => a.contentHash === need.contentHash && a.contextHash === need.contextHash);
    const newest = [...own].sort((a, b) => b.at - a.at)[0];
    const state: NodeApproval = exact
      ? { state: 'approved', approval: exact }
      : newest
        ? { state: 'lapsed', approval: newest }
        : { state: 'missing' };
    // A node with several texts stands where its worst text stands.
    const before = states[need.node];
    if (!before || RANK[state.state] > RANK[before.state]) states[need.node] = state;
  }
  return states;
}

const RANK: Record<NodeApproval['state'], number> = { approved: 0, lapsed: 1, missing: 2 };
