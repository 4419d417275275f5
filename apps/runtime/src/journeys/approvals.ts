import { APPROVAL_ALGORITHM } from '@suivi/compiler';
import type { ApprovalNeed, ApprovalView, Diagnostic } from '@suivi/schema';
import type { PoolClient } from 'pg';

/** A signature as it is stored. */
export interface Approval {
  id: string;
  node: string;
  contentHash: string;
  contextHash: string;
  algorithm: string;
  by: string;
  qualification: string;
  at: number;
}

/** All signatures given on a journey, newest first. */
export async function readApprovals(tx: PoolClient, journey: string): Promise<Approval[]> {
  const { rows } = await tx.query<Approval>(
    `SELECT id, node_id AS node, content_hash AS "contentHash", context_hash AS "contextHash", algorithm,
            printed_name AS by, qualification, at
     FROM approvals WHERE journey_id = $1 ORDER BY at DESC, id DESC`,
    [journey],
  );
  return rows;
}

/** The newest signature that holds for exactly this text in exactly this context. */
export const approvalFor = (need: ApprovalNeed, approvals: readonly Approval[]): Approval | undefined =>
  approvals.find(
    (approval) =>
      approval.node === need.node &&
      approval.contentHash === need.contentHash &&
      approval.contextHash === need.contextHash &&
      approval.algorithm === APPROVAL_ALGORITHM,
  );

/** One finding per text that nobody has signed as it stands. */
export function openApprovals(needs: readonly ApprovalNeed[], approvals: readonly Approval[]): Diagnostic[] {
  return needs.flatMap((need): Diagnostic[] => {
    if (approvalFor(need, approvals)) return [];
    const lapsed = approvals.some((approval) => approval.node === need.node);
    const code = lapsed ? 'APPROVAL_LAPSED' : 'APPROVAL_MISSING';
    return [{ code, severity: 'error', node: need.node, field: need.part, params: {} }];
  });
}

/** Per text of the draft the signature that holds, else the newest one of its node, which has lapsed. */
export function approvalViews(needs: readonly ApprovalNeed[], approvals: readonly Approval[]): ApprovalView[] {
  return needs.flatMap((need) => {
    const valid = approvalFor(need, approvals);
    const shown = valid ?? approvals.find((approval) => approval.node === need.node);
    return shown ? [approvalView(shown, valid ? 'valid' : 'lapsed')] : [];
  });
}

export const approvalView = (approval: Approval, state: ApprovalView['state']): ApprovalView => ({
  node: approval.node,
  contentHash: approval.contentHash,
  contextHash: approval.contextHash,
  by: approval.by,
  qualification: approval.qualification,
  at: approval.at,
  state,
});
