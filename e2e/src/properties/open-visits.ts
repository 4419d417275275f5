import type { TraceRow } from '@suivi/schema';

/** The visits that a trace says are open, with the row that tells of each last. */
export class OpenVisits {
  readonly last = new Map<string, TraceRow>();

  take(rows: readonly TraceRow[]): void {
    for (const row of rows) {
      const place = placeOf(row);
      // The further tracks of a fork: its visit was closed by the first one.
      if (row.kind === 'forked') continue;
      const closes = row.port !== undefined || row.kind === 'moved' || row.kind === 'joined' || row.kind === 'left';
      if (!closes || row.kind === 'entered') this.last.set(place, row);
      if (closes) this.last.delete(place);
    }
  }
}

export const placeOf = ({ node, visit }: { node: string; visit: number }): string => `${node}#${visit}`;
