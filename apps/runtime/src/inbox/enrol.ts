import { evaluate, read } from '@suivi/engine';
import { contentHash, ENROL_EVENT, type Plan, type PlanHash } from '@suivi/schema';
import type { PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { PlanStore } from '../codec/plan-store.ts';
import { beginTrial } from '../trials/begin-trial.ts';
import { tellNotBegun } from './call-journey.ts';

/** An inbox row as the router reads it. */
export interface InboxRow {
  id: string;
  organization_id: string;
  patient_id: string;
  seq: number;
  type: string;
  at: number;
  data: Record<string, unknown>;
  test: boolean;
}

interface Candidate {
  journey_id: string;
  version_id: string;
  plan_hash: PlanHash;
}

/**
 * Inserts an enrolment row for every journey this event lets the patient enter. The unique index on the entry key is
 * the re-entry rule: an event that was looked at before enrols nobody twice.
 * @returns why an expected enrolment did not happen, for the inbox row.
 */
export async function enrol(tx: PoolClient, plans: PlanStore, event: InboxRow): Promise<string | undefined> {
  let note: string | undefined;
  let entered = false;
  const calledBy = typeof event.data.calledBy === 'string' ? event.data.calledBy : undefined;
  for (const candidate of await candidates(tx, event)) {
    const plan = await plans.get(candidate.plan_hash);
    if (!entitled(plan, event)) continue;
    if (plan.testOnly && !event.test) {
      note = 'JOURNEY_TEST_ONLY';
      continue;
    }
    // A run of a trial needs its clock: where nobody was enrolled before, this event is where it begins.
    if (event.test) await beginTrial(tx, event.patient_id, event.at);
    const { rowCount } = await tx.query(
      `INSERT INTO runs (id, organization_id, journey_id, version_id, plan_hash, patient_id, test, entry_key_hash, event_id, event_seq, entered_at, called_by, trial_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, (SELECT trial_id FROM trial_patients WHERE patient_id = $6))
       ON CONFLICT DO NOTHING`,
      [
        uuidv7(),
        event.organization_id,
        candidate.journey_id,
        candidate.version_id,
        candidate.plan_hash,
        event.patient_id,
        event.test,
        entryKeyHash(plan, event),
        event.id,
        event.seq,
        new Date(event.at),
        calledBy ?? null,
      ],
    );
    entered ||= Boolean(rowCount) || (await wasEntered(tx, event));
  }
  if (calledBy !== undefined && !entered) await tellNotBegun(tx, event, calledBy, event.at);
  return note;
}

/** Whether this very event enrolled before: it may be looked at again after a crash. */
async function wasEntered(tx: PoolClient, event: InboxRow): Promise<boolean> {
  const { rowCount } = await tx.query('SELECT FROM runs WHERE event_id = $1 LIMIT 1', [event.id]);
  return Boolean(rowCount);
}

/** The newest version of every journey that is taking people in, or of the one that an enrolment by hand names. */
async function candidates(tx: PoolClient, event: InboxRow): Promise<Candidate[]> {
  const journey = event.type === ENROL_EVENT ? String(event.data.journey) : null;
  const { rows } = await tx.query<Candidate>(
    `SELECT DISTINCT ON (v.journey_id) v.journey_id, v.id AS version_id, v.plan_hash
     FROM journey_versions v JOIN journeys j ON j.id = v.journey_id
     WHERE j.organization_id = $1 AND j.active AND ($2::text IS NULL OR j.id::text = $2)
     ORDER BY v.journey_id, v.number DESC`,
    [event.organization_id, journey],
  );
  return rows;
}

/** By hand or API everybody may enter; by event only where type and filter fit, and an unknown filter does not. */
function entitled(plan: Plan, event: InboxRow): boolean {
  if (event.type === ENROL_EVENT) return true;
  const { trigger } = plan;
  if (trigger.on !== 'event' || trigger.event !== event.type) return false;
  return !trigger.where || evaluate(trigger.where, { event: event.data }) === true;
}

function entryKeyHash(plan: Plan, event: InboxRow): string {
  const { reentry } = plan.trigger;
  switch (reentry.mode) {
    case 'never':
      return contentHash(['never']);
    case 'per-key':
      return contentHash(['per-key', read(event.data, reentry.field) ?? null]);
    case 'per-event':
      return contentHash(['per-event', event.id]);
  }
}
