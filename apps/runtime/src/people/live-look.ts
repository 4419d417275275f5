import { type LiveCounts, type RunView, SuiviError } from '@suivi/schema';
import type { Caller } from '../api/caller.ts';
import { type Database, transaction } from '../database/database.ts';
import { readCounts } from './live-counts.ts';
import { getRun } from './runs.ts';

/** What a live stream is of. */
export interface WatchInput {
  journey: string;
  run?: string | undefined;
  /** Counts of this version only; absent = of all. */
  version?: string | undefined;
}

/** One look at everything a live stream shows, all of one snapshot. */
export interface Look {
  revision: number;
  /** Differs whenever the review, an approval or the list of versions has changed. */
  review: string;
  /** All versions of the journey, newest first. */
  versions: string[];
  counts?: LiveCounts;
  run?: RunView;
}

/** @throws SuiviError JOURNEY_UNKNOWN; RUN_UNKNOWN, also for a run of another journey. */
export function lookAt(db: Database, caller: Caller, { journey, run, version }: WatchInput): Promise<Look> {
  return transaction(db.app, async (tx) => {
    await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    // The planner cannot know how many rows of a version the organization's policy lets through, and would sort all of
    // them for the newest one; without bitmaps it walks the index from its end.
    await tx.query("SELECT set_config('suivi.organization', $1, true), set_config('enable_bitmapscan', 'off', true)", [
      caller.organizationId,
    ]);
    const { rows } = await tx.query<{ revision: number; review: string; versions: string[] }>(
      `SELECT d.revision, all_versions.ids AS versions,
              concat_ws('/', j.review_state, j.review_by, j.review_at, j.active, all_versions.ids[1],
                        (SELECT id FROM approvals a WHERE a.journey_id = j.id ORDER BY at DESC, id DESC LIMIT 1)) AS review
       FROM journeys j JOIN journey_drafts d ON d.journey_id = j.id,
       LATERAL (SELECT array(SELECT id FROM journey_versions v WHERE v.journey_id = j.id ORDER BY number DESC) AS ids)
         AS all_versions
       WHERE j.id = $1`,
      [journey],
    );
    const [head] = rows;
    if (!head) throw new SuiviError('JOURNEY_UNKNOWN');
    const view = run === undefined ? undefined : await getRun(tx, caller, run);
    if (view && view.journey !== journey) throw new SuiviError('RUN_UNKNOWN');
    const [newest] = head.versions;
    return {
      ...head,
      ...(newest === undefined ? {} : { counts: await readCounts(tx, { journey, newest, only: version }) }),
      ...(view ? { run: view } : {}),
    };
  });
}
