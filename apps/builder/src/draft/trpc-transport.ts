import { errorView } from '../api/error-view.ts';
import { client } from '../api/trpc.ts';
import type { DraftTransport, Failure } from './transport.ts';

export function trpcTransport(journey: string): DraftTransport {
  return {
    apply: (baseRevision, commands) => client.drafts.edit.mutate({ journey, baseRevision, commands }),
    log: (after) => client.drafts.log.query({ journey, after }),
    undo: (baseRevision) => client.drafts.undo.mutate({ journey, baseRevision }),
    redo: (baseRevision) => client.drafts.redo.mutate({ journey, baseRevision }),
  };
}

/** A lost connection or an expired session keeps the edits; only a clear no of the server gives them up. */
export function failureOf(error: unknown): Failure {
  const code = errorView(error)?.code;
  if (code === 'DRAFT_STALE') return 'stale';
  if (code === undefined || code === 'NOT_READY' || code === 'INTERNAL' || code === 'NOT_SIGNED_IN') return 'later';
  return 'refused';
}
