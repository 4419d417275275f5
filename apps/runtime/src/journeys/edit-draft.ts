import { compile } from '@suivi/compiler';
import {
  apply,
  type DraftApplied,
  type DraftCommand,
  invert,
  JOURNEY_LIMITS,
  type Journey,
  SuiviError,
} from '@suivi/schema';
import type { PoolClient } from 'pg';
import type { Caller } from '../api/caller.ts';
import { announceDraft, type Draft, draftSince, lockDraft, logCommand } from './drafts.ts';
import { readSteps } from './history.ts';

interface Edit {
  command: DraftCommand;
  undoes?: number;
  redoes?: number;
}

/**
 * Applies commands to the draft as it stands at `baseRevision`, all or none.
 * @throws SuiviError DRAFT_STALE with the missing commands in `extra`; DRAFT_TOO_LARGE; JOURNEY_UNKNOWN.
 */
export async function applyDraft(
  tx: PoolClient,
  caller: Caller,
  input: { journey: string; baseRevision: number; commands: DraftCommand[] },
): Promise<DraftApplied> {
  checkSteps(input.commands);
  const draft = await lockAtBase(tx, caller, input);
  return commit(
    tx,
    caller,
    draft,
    input.commands.map((command) => ({ command })),
  );
}

/** Takes back the caller's own newest command that still stands; with none left, nothing changes. */
export async function undoDraft(
  tx: PoolClient,
  caller: Caller,
  input: { journey: string; baseRevision: number },
): Promise<DraftApplied> {
  const draft = await lockAtBase(tx, caller, input);
  const { undo } = await readSteps(tx, draft.journey, caller.userId);
  return commit(tx, caller, draft, undo ? [{ command: undo.command, undoes: undo.seq }] : []);
}

/** Does again what the caller undid last, unless they have done something new since. */
export async function redoDraft(
  tx: PoolClient,
  caller: Caller,
  input: { journey: string; baseRevision: number },
): Promise<DraftApplied> {
  const draft = await lockAtBase(tx, caller, input);
  const { redo } = await readSteps(tx, draft.journey, caller.userId);
  return commit(tx, caller, draft, redo ? [{ command: redo.command, redoes: redo.seq }] : []);
}

async function lockAtBase(
  tx: PoolClient,
  caller: Caller,
  input: { journey: string; baseRevision: number },
): Promise<Draft> {
  const draft = await lockDraft(tx, input.journey);
  if (draft.revision === input.baseRevision) return draft;
  const missing = await draftSince(tx, caller, input.journey, draft.revision, input.baseRevision);
  throw new SuiviError('DRAFT_STALE', {}, { extra: { ...missing } });
}

async function commit(tx: PoolClient, caller: Caller, draft: Draft, edits: readonly Edit[]): Promise<DraftApplied> {
  let { document, revision } = draft;
  for (const edit of edits) {
    revision += 1;
    await logCommand(tx, caller, draft.journey, { ...edit, seq: revision, inverse: invert(document, edit.command) });
    document = apply(document, edit.command);
  }
  if (edits.length > 0) {
    checkSize(document);
    await tx.query(
      'UPDATE journey_drafts SET document = $2, revision = $3, edited_by = $4, edited_at = now() WHERE journey_id = $1',
      [draft.journey, document, revision, caller.userId],
    );
    await endReviewIfTouched(tx, draft, document);
    await announceDraft(tx, draft.journey);
  }
  return draftSince(tx, caller, draft.journey, revision, draft.revision);
}

/** More steps than the largest journey has parts cannot be meant, and would keep everybody waiting. */
function checkSteps(commands: readonly DraftCommand[]): void {
  const steps = commands.reduce((sum, command) => sum + (command.do === 'batch' ? command.of.length : 1), 0);
  if (steps <= JOURNEY_LIMITS.nodes + JOURNEY_LIMITS.wires) return;
  throw new SuiviError('DRAFT_TOO_LARGE', { limit: JOURNEY_LIMITS.nodes });
}

function checkSize(document: Journey): void {
  const fits =
    Object.keys(document.nodes).length <= JOURNEY_LIMITS.nodes &&
    Object.keys(document.wires).length <= JOURNEY_LIMITS.wires &&
    Buffer.byteLength(JSON.stringify(document)) <= JOURNEY_LIMITS.bytes;
  if (!fits) throw new SuiviError('DRAFT_TOO_LARGE', { limit: JOURNEY_LIMITS.nodes });
}

/** What is in review is what the reviewer reads: once a hashed part changes, it has to be submitted again. */
async function endReviewIfTouched(tx: PoolClient, before: Draft, after: Journey): Promise<void> {
  if (before.review.state !== 'inReview' || signable(before.document) === signable(after)) return;
  await tx.query("UPDATE journeys SET review_state = 'draft', review_by = NULL, review_at = NULL WHERE id = $1", [
    before.journey,
  ]);
}

const signable = (document: Journey): string =>
  compile(document)
    .needs.map((need) => `${need.node}/${need.part}/${need.contentHash}/${need.contextHash}`)
    .sort()
    .join('\n');
