import { planHash, requirementsOf } from '@suivi/compiler';
import {
  type ApprovalNeed,
  canonicalJson,
  type Manifests,
  type Plan,
  SuiviError,
  type VersionView,
} from '@suivi/schema';
import type { PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Caller } from '../api/caller.ts';
import { audit } from '../database/audit.ts';
import { type Database, inOrganization } from '../database/database.ts';
import { manifestsToKeep, requireSameNodes } from '../nodes/manifests.ts';
import { type Approval, approvalFor } from './approvals.ts';
import { announceDraft, type Draft, lockDraft } from './drafts.ts';
import { publishGate } from './publish-check.ts';
import { versionsOf } from './versions.ts';

interface PublishInput {
  journey: string;
  /** The revision that the person has looked at. */
  revision: number;
  note: string;
  /** The nodes as the person's page knows them. */
  manifests?: Manifests | undefined;
}

/** Publishes in a transaction of its own; a refusal is recorded too. @throws as {@link publishVersion} */
export async function publish(db: Database, caller: Caller, input: PublishInput): Promise<VersionView> {
  try {
    return await inOrganization(db, caller.organizationId, (tx) => publishVersion(tx, caller, input));
  } catch (error) {
    if (error instanceof SuiviError && error.code === 'PUBLISH_REFUSED') {
      await inOrganization(db, caller.organizationId, (tx) =>
        record(tx, caller, 'publish.refused', input.journey, { revision: input.revision, ...error.params }),
      );
    }
    throw error;
  }
}

/**
 * Freezes the draft as the next version: texts, plan, document and the signatures they stand on, all at once.
 * @throws SuiviError DRAFT_STALE; NODE_MANIFEST_DIFFERS; PUBLISH_REFUSED with the open items in `extra.missing`.
 */
export async function publishVersion(tx: PoolClient, caller: Caller, input: PublishInput): Promise<VersionView> {
  const draft = await lockDraft(tx, input.journey);
  if (draft.revision !== input.revision) {
    throw new SuiviError('DRAFT_STALE', {}, { extra: { revision: draft.revision } });
  }
  requireSameNodes(draft.document, input.manifests);
  const { compiled, approvals, check } = await publishGate(tx, draft);
  const { missing } = check;
  if (!compiled.plan || !check.ready) {
    throw new SuiviError('PUBLISH_REFUSED', { count: missing.length }, { extra: { missing } });
  }
  const version = uuidv7();
  const hash = await storePlan(tx, caller, input.journey, compiled.plan);
  await storeVersion(tx, caller, draft, { version, hash, note: input.note });
  await storeContents(tx, caller, version, compiled.needs, approvals);
  await tx.query(
    "UPDATE journeys SET active = true, review_state = 'draft', review_by = NULL, review_at = NULL WHERE id = $1",
    [input.journey],
  );
  await record(tx, caller, 'journey.published', input.journey, { version, planHash: hash, revision: input.revision });
  await announceDraft(tx, input.journey);
  const [published] = await versionsOf(tx, input.journey);
  if (!published) throw new Error('the version was not stored');
  return published;
}

/** A plan that was published before is the same row: its hash is its key. */
async function storePlan(tx: PoolClient, caller: Caller, journey: string, plan: Plan): Promise<string> {
  const hash = planHash(plan);
  await tx.query(
    'INSERT INTO plans (hash, organization_id, journey_id, body) VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING',
    [hash, caller.organizationId, journey, canonicalJson(plan)],
  );
  return hash;
}

async function storeVersion(
  tx: PoolClient,
  caller: Caller,
  draft: Draft,
  { version, hash, note }: { version: string; hash: string; note: string },
): Promise<void> {
  await tx.query(
    `INSERT INTO journey_versions (id, organization_id, journey_id, number, plan_hash, document, note, published_by,
                                   published_by_name, manifests)
     VALUES ($1, $2, $3, (SELECT coalesce(max(number), 0) + 1 FROM journey_versions WHERE journey_id = $3),
             $4, $5, $6, $7, $8, $9)`,
    [
      version,
      caller.organizationId,
      draft.journey,
      hash,
      { ...draft.document, requires: requirementsOf(draft.document) },
      note,
      caller.userId,
      caller.name,
      manifestsToKeep(draft.document),
    ],
  );
}

async function storeContents(
  tx: PoolClient,
  caller: Caller,
  version: string,
  needs: readonly ApprovalNeed[],
  approvals: readonly Approval[],
): Promise<void> {
  for (const need of needs) {
    const approval = approvalFor(need, approvals);
    if (!approval) throw new Error(`the gate let an unsigned text of ${need.node} pass`);
    await tx.query(
      'INSERT INTO message_contents (organization_id, hash, text) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [caller.organizationId, need.contentHash, need.text],
    );
    await tx.query(
      `INSERT INTO version_contents (organization_id, version_id, node_id, content_hash, approval_id)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [caller.organizationId, version, need.node, need.contentHash, approval.id],
    );
  }
}

const record = (
  tx: PoolClient,
  { organizationId, userId, name }: Caller,
  action: 'journey.published' | 'publish.refused',
  subject: string,
  detail: Record<string, unknown>,
) => audit(tx, { organizationId, by: userId, byName: name, action, subject, detail });
