import { APPROVAL_ALGORITHM, compile } from '@suivi/compiler';
import { type ApprovalView, SuiviError, type Words } from '@suivi/schema';
import type { PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Caller } from '../api/caller.ts';
import { audit } from '../database/audit.ts';
import { type Approval, approvalView } from './approvals.ts';
import { announceDraft, lockDraft } from './drafts.ts';
import { textAuthor } from './text-author.ts';

/** What a signature says; kept with it, so that a later wording changes no earlier signature. */
const MEANING: Words = { zh: '医学内容审核通过', en: 'Medical content approved' };

/** Hands a draft to the reviewers. @throws SuiviError SUBMIT_REFUSED with the errors in `extra.diagnostics`. */
export async function submitReview(tx: PoolClient, caller: Caller, journey: string): Promise<{ state: 'inReview' }> {
  const draft = await lockDraft(tx, journey);
  const diagnostics = compile(draft.document, journey).diagnostics.filter((found) => found.severity === 'error');
  if (diagnostics.length > 0) {
    throw new SuiviError('SUBMIT_REFUSED', { count: diagnostics.length }, { extra: { diagnostics } });
  }
  if (draft.review.state === 'draft') {
    await tx.query("UPDATE journeys SET review_state = 'inReview', review_by = $2, review_at = now() WHERE id = $1", [
      journey,
      caller.userId,
    ]);
    await record(tx, caller, 'review.submitted', journey, { revision: draft.revision });
  }
  return { state: 'inReview' };
}

export async function withdrawReview(tx: PoolClient, caller: Caller, journey: string): Promise<{ state: 'draft' }> {
  const draft = await lockDraft(tx, journey);
  if (draft.review.state === 'inReview') {
    await tx.query("UPDATE journeys SET review_state = 'draft', review_by = NULL, review_at = NULL WHERE id = $1", [
      journey,
    ]);
    await record(tx, caller, 'review.withdrawn', journey, { revision: draft.revision });
  }
  return { state: 'draft' };
}

/**
 * Signs one text of the draft in the caller's name. The hashes are those of what the caller has read.
 * @throws SuiviError NODE_UNKNOWN; APPROVAL_STALE when the draft says something else by now; APPROVAL_OWN_TEXT.
 */
export async function approveText(
  tx: PoolClient,
  caller: Caller,
  input: { journey: string; node: string; contentHash: string; contextHash: string },
): Promise<ApprovalView> {
  const draft = await lockDraft(tx, input.journey);
  if (!draft.document.nodes[input.node]) throw new SuiviError('NODE_UNKNOWN');
  const need = compile(draft.document, input.journey).needs.find(
    ({ node, contentHash, contextHash }) =>
      node === input.node && contentHash === input.contentHash && contextHash === input.contextHash,
  );
  if (!need) throw new SuiviError('APPROVAL_STALE');
  if ((await textAuthor(tx, draft, input.node)) === caller.userId) throw new SuiviError('APPROVAL_OWN_TEXT');
  const { rows } = await tx.query<Approval>(
    `INSERT INTO approvals (id, organization_id, journey_id, node_id, content_hash, context_hash, algorithm, covers,
                            by, printed_name, qualification)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     RETURNING id, node_id AS node, content_hash AS "contentHash", context_hash AS "contextHash", algorithm,
               printed_name AS by, qualification, at`,
    [
      uuidv7(),
      caller.organizationId,
      input.journey,
      input.node,
      need.contentHash,
      need.contextHash,
      APPROVAL_ALGORITHM,
      { meaning: MEANING, part: need.part, text: need.text },
      caller.userId,
      caller.name,
      caller.qualification,
    ],
  );
  const [approval] = rows;
  if (!approval) throw new Error('the approval was not stored');
  const { contentHash, contextHash } = need;
  await record(tx, caller, 'text.approved', input.journey, { node: input.node, contentHash, contextHash });
  return approvalView(approval, 'valid');
}

async function record(
  tx: PoolClient,
  caller: Caller,
  action: 'review.submitted' | 'review.withdrawn' | 'text.approved',
  journey: string,
  detail: Record<string, unknown>,
): Promise<void> {
  const { organizationId, userId, name } = caller;
  await audit(tx, { organizationId, by: userId, byName: name, action, subject: journey, detail });
  await announceDraft(tx, journey);
}
