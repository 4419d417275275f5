import type { DraftApplied, DraftCommand } from '@suivi/schema';

/** The port to the server's draft log. The real one calls tRPC; tests use one in memory. */
export interface DraftTransport {
  apply(baseRevision: number, commands: DraftCommand[]): Promise<DraftApplied>;
  log(after: number): Promise<DraftApplied>;
  undo(baseRevision: number): Promise<DraftApplied>;
  redo(baseRevision: number): Promise<DraftApplied>;
}

/** What to do about a failed call: take in the newest changes, try again later, or give the edit up. */
export type Failure = 'stale' | 'later' | 'refused';
