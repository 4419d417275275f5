import { type RunView, SuiviError } from '@suivi/schema';
import type { Caller } from '../api/services.ts';
import { type Database, transaction } from '../database/database.ts';
import { type Counted, readCounts } from './live-counts.ts';
import { getRun } from './runs.ts';

/** One look at everything a live stream shows, all of one snapshot. */
export interface Look {
  revision: number;
  /** Differs whenever the review, an approval or the list of versions has changed. */
  review: string;
  counted?: Counted;
  run?: RunView;
}

/** @throws SuiviError JOURNEY_UNKNOWN; RUN_UNKNOWN, also for a run of another journey. */
export function lookAt(
  db: Database,
  caller: Caller,
  { journey, run }: { journey: string; run?: string | undefined },
): Promise<Look> {
  return transaction(db.app, async (tx) => {
    await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    await tx.query("SELECT set_config('suivi.organization', $1, true)", [caller.organizationId]);
    const { rows } = await tx.query<{ revision: number; review: string; version: string | null }>(
      `SELECT d.revision, v.id AS version,
              concat_ws('/', j.review_state, j.review_by, j.review_at, j.active, v.id,
                        (SELECT id FROM approvals a WHERE a.journey_id = j.id ORDER BY at DESC, id DESC LIMIT 1)) AS review
       FROM journeys j JOIN journey_drafts d ON d.journey_id = j.id
       LEFT JOIN journey_versions v ON v.journey_id = j.id
       WHERE j.id = $1 ORDER BY v.number DESC NULLS LAST LIMIT 1`,
      [journey],
    );
    const [head] = rows;
    if (!head) throw new SuiviError('JOURNEY_UNKNOWN');
    const view = run === undefined ? undefined : await getRun(tx, caller, run);
    if (view && view.journey !== journey) throw new SuiviError('RUN_UNKNOWN');
    return {
      revision: head.revision,
      review: head.review,
      ...(head.version === null ? {} : { counted: await readCounts(tx, journey, head.version) }),
      ...(view ? { run: view } : {}),
    };
  });
}
