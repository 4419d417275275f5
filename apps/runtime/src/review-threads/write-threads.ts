import { type NewThread, type ReviewThread, SuiviError } from '@suivi/schema';
import type { PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Caller } from '../api/caller.ts';
import { audit } from '../database/audit.ts';
import { announceDraft, readDraft } from '../journeys/drafts.ts';
import { readThread } from './read-threads.ts';

/** Begins a thread on the draft as it stands. @throws SuiviError JOURNEY_UNKNOWN, NODE_UNKNOWN */
export async function openThread(
  tx: PoolClient,
  caller: Caller,
  input: NewThread & { journey: string },
): Promise<ReviewThread> {
  const draft = await readDraft(tx, input.journey);
  if (input.node !== undefined && !draft.document.nodes[input.node]) throw new SuiviError('NODE_UNKNOWN');
  const id = uuidv7();
  await tx.query(
    `INSERT INTO review_threads (id, organization_id, journey_id, node_id, quote, revision, must_fix, created_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      caller.organizationId,
      input.journey,
      input.node ?? null,
      input.quote ?? null,
      draft.revision,
      input.mustFix,
      caller.userId,
    ],
  );
  await comment(tx, caller, id, input.body);
  return changed(tx, caller, id, 'thread.opened', { mustFix: input.mustFix });
}

/** @throws SuiviError THREAD_UNKNOWN */
export async function replyToThread(
  tx: PoolClient,
  caller: Caller,
  { thread, body }: { thread: string; body: string },
): Promise<ReviewThread> {
  await readThread(tx, caller, thread);
  await comment(tx, caller, thread, body);
  return changed(tx, caller, thread, 'thread.answered', {});
}

/** Resolves a thread or opens it again. @throws SuiviError THREAD_UNKNOWN, MUST_FIX_NOT_YOURS */
export async function resolveThread(
  tx: PoolClient,
  caller: Caller,
  { thread, resolved }: { thread: string; resolved: boolean },
): Promise<ReviewThread> {
  const { view } = await readThread(tx, caller, thread);
  if (!view.mine) throw new SuiviError('MUST_FIX_NOT_YOURS');
  await tx.query(
    `UPDATE review_threads SET resolved_at = CASE WHEN $2 THEN now() END, resolved_by = CASE WHEN $2 THEN $3::uuid END,
       resolved_by_name = CASE WHEN $2 THEN $4 END
     WHERE id = $1`,
    [thread, resolved, caller.userId, caller.name],
  );
  return changed(tx, caller, thread, resolved ? 'thread.resolved' : 'thread.reopened', {});
}

async function comment(tx: PoolClient, caller: Caller, thread: string, body: string): Promise<void> {
  await tx.query(
    'INSERT INTO review_comments (id, organization_id, thread_id, body, by, by_name) VALUES ($1, $2, $3, $4, $5, $6)',
    [uuidv7(), caller.organizationId, thread, body, caller.userId, caller.name],
  );
}

/** Everybody who has the journey open sees it at once, and the record has it. */
async function changed(
  tx: PoolClient,
  caller: Caller,
  thread: string,
  action: 'thread.opened' | 'thread.answered' | 'thread.resolved' | 'thread.reopened',
  detail: Record<string, unknown>,
): Promise<ReviewThread> {
  const { journey, view } = await readThread(tx, caller, thread);
  const { organizationId, userId, name } = caller;
  const node = view.node === undefined ? {} : { node: view.node };
  await audit(tx, {
    organizationId,
    by: userId,
    byName: name,
    action,
    subject: journey,
    detail: { thread, ...node, ...detail },
  });
  await announceDraft(tx, journey);
  return view;
}
