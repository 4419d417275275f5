import { readJourney } from '@suivi/compiler';
import { upcastPlan } from '@suivi/engine';
import { SuiviError, type WhyView } from '@suivi/schema';
import type { PoolClient } from 'pg';
import type { Caller } from '../api/caller.ts';
import { getRun } from './runs.ts';
import { why } from './why.ts';

/** Why a patient is at a node of their journey, or is not. @throws SuiviError RUN_UNKNOWN */
export async function whyRun(tx: PoolClient, caller: Caller, input: { run: string; node: string }): Promise<WhyView> {
  const run = await getRun(tx, caller, input.run);
  const { rows } = await tx.query<{ document: unknown; plan: string }>(
    `SELECT v.document, p.body AS plan FROM journey_versions v JOIN plans p ON p.hash = v.plan_hash WHERE v.id = $1`,
    [run.version],
  );
  const [version] = rows;
  if (!version) throw new SuiviError('RUN_UNKNOWN');
  return why({ run, document: readJourney(version.document), plan: upcastPlan(JSON.parse(version.plan)) }, input.node);
}
