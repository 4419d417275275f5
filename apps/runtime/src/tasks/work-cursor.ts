import type { EpochMs } from '@suivi/schema';

/** Where a page of the work list ended: `due.id` in an opaque word. */
export const cursorOf = ({ due, id }: { due: EpochMs | null; id: string }): string =>
  Buffer.from(JSON.stringify([due, id])).toString('base64url');

/** What stands before the next page; a word that is no cursor of ours begins at the start. */
export function afterCursor(cursor: string | undefined): { due: Date | null; id: string | null } {
  try {
    const [due, id] = JSON.parse(Buffer.from(cursor ?? '', 'base64url').toString()) as [unknown, unknown];
    if (typeof id !== 'string') return { due: null, id: null };
    return { due: typeof due === 'number' ? new Date(due) : null, id };
  } catch {
    return { due: null, id: null };
  }
}
