import { compile, readJourney } from '@suivi/compiler';
import { emptyJourney, type Journey, type JourneyView, type LocalText, type VersionView } from '@suivi/schema';
import type { PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Caller } from '../api/caller.ts';
import { audit } from '../database/audit.ts';
import { approvalViews, readApprovals } from './approvals.ts';
import { readDraft } from './drafts.ts';
import { readHistory } from './history.ts';
import { statusOf } from './status.ts';
import { versionsOf } from './versions.ts';

/** Makes a journey with a draft; the document is empty unless an example or an import brings one. */
export async function createJourney(
  tx: PoolClient,
  caller: Caller,
  content: { title: LocalText } | { document: Journey; example: boolean; key?: string },
): Promise<{ id: string }> {
  const id = uuidv7();
  const document = 'document' in content ? content.document : emptyJourney(content.title);
  const example = 'document' in content && content.example;
  await tx.query('INSERT INTO journeys (id, organization_id, example, created_by, key) VALUES ($1, $2, $3, $4, $5)', [
    id,
    caller.organizationId,
    example,
    caller.userId,
    ('key' in content && content.key) || null,
  ]);
  await tx.query(
    'INSERT INTO journey_drafts (journey_id, organization_id, document, edited_by) VALUES ($1, $2, $3, $4)',
    [id, caller.organizationId, document, caller.userId],
  );
  const { organizationId, userId, name } = caller;
  await audit(tx, { organizationId, by: userId, byName: name, action: 'journey.created', subject: id });
  return { id };
}

/** Everything the journey's page shows. @throws SuiviError JOURNEY_UNKNOWN, DRAFT_FORMAT_NEWER */
export async function getJourney(tx: PoolClient, caller: Caller, journey: string): Promise<JourneyView> {
  const draft = await readDraft(tx, journey);
  const { needs } = compile(draft.document, journey);
  const versions = await versionsOf(tx, journey);
  const [newest] = versions;
  const by = draft.review.byId && (await nameOf(tx, draft.review.byId));
  return {
    id: journey,
    example: draft.example,
    status: statusOf({
      inReview: draft.review.state === 'inReview',
      published: newest !== undefined,
      active: draft.active,
    }),
    draft: draft.document,
    revision: draft.revision,
    review: {
      state: draft.review.state,
      ...(by ? { by } : {}),
      ...(draft.review.at === undefined ? {} : { at: draft.review.at }),
    },
    needs,
    approvals: approvalViews(needs, await readApprovals(tx, journey)),
    versions,
    ...(newest ? { live: await liveOf(tx, newest) } : {}),
    history: await readHistory(tx, journey, caller.userId),
  };
}

async function liveOf(tx: PoolClient, version: VersionView): Promise<{ version: VersionView; document: Journey }> {
  const { rows } = await tx.query<{ document: unknown }>('SELECT document FROM journey_versions WHERE id = $1', [
    version.id,
  ]);
  return { version, document: readJourney(rows[0]?.document) };
}

async function nameOf(tx: PoolClient, user: string): Promise<string | undefined> {
  const { rows } = await tx.query<{ name: string }>('SELECT name FROM auth."user" WHERE id = $1', [user]);
  return rows[0]?.name;
}
