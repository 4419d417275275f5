import { type EpochMs, type LocalText, SuiviError } from '@suivi/schema';
import type { PoolClient } from 'pg';

/** How far a trial has come. */
export interface TrialProgress {
  /** Runs that have not ended, and how many of them are held and need a person. */
  open: number;
  held: number;
  /** Events of its patients that have not reached every run that waits for them. */
  unrouted: number;
}

/** A row of a trace of the trial, with its journey and the label of its patient. */
export interface TrialStep {
  journey: string;
  patient: string;
  run: string;
  seq: number;
  node: string;
  visit: number;
  kind: string;
  at: EpochMs;
  port?: string;
  by?: string;
}

export interface TrialTask {
  id: string;
  journey: string;
  patient: string;
  node: string;
  at: EpochMs;
  state: 'open' | 'closed' | 'lapsed';
}

/** @throws SuiviError TRIAL_UNKNOWN */
export async function trialProgress(tx: PoolClient, trial: string): Promise<TrialProgress> {
  const { rows } = await tx.query<TrialProgress>(
    `SELECT (SELECT count(*)::int FROM runs WHERE trial_id = t.id AND ended_at IS NULL) AS open,
            (SELECT count(*)::int FROM runs WHERE trial_id = t.id AND ended_at IS NULL AND state = 'held') AS held,
            (SELECT count(*)::int FROM events e JOIN trial_patients p ON p.patient_id = e.patient_id
             WHERE p.trial_id = t.id AND e.routed_at IS NULL) AS unrouted
     FROM trials t WHERE t.id = $1`,
    [trial],
  );
  const [progress] = rows;
  if (!progress) throw new SuiviError('TRIAL_UNKNOWN');
  return progress;
}

const PAGE = 5_000;

/**
 * Rows of the traces of all runs of a trial, run by run in the order in which they were written.
 * @param after the `next` of the page before.
 */
export async function trialSteps(
  tx: PoolClient,
  trial: string,
  after: string | undefined,
): Promise<{ steps: TrialStep[]; next?: string }> {
  const [run = '00000000-0000-0000-0000-000000000000', seq = '0'] = after?.split('.') ?? [];
  const { rows } = await tx.query<TrialStep & { port: string | null; by: string | null }>(
    `SELECT r.journey_id AS journey, p.label AS patient, s.run_id AS run, s.seq, s.node_id AS node, s.visit, s.kind, s.at,
            s.port, s.by
     FROM run_steps s JOIN runs r ON r.id = s.run_id
     JOIN trial_patients p ON p.patient_id = r.patient_id AND p.trial_id = r.trial_id
     WHERE r.trial_id = $1 AND (s.run_id, s.seq) > ($2::uuid, $3::int)
     ORDER BY s.run_id, s.seq LIMIT $4`,
    [trial, run, Number(seq), PAGE],
  );
  const last = rows.length === PAGE ? rows.at(-1) : undefined;
  const steps = rows.map(({ port, by, ...row }) => ({
    ...row,
    ...(port === null ? {} : { port }),
    ...(by === null ? {} : { by }),
  }));
  return { steps, ...(last ? { next: `${last.run}.${last.seq}` } : {}) };
}

/** The to-dos that the runs of a trial have made, in the order of their instants. */
export async function trialTasks(tx: PoolClient, trial: string): Promise<TrialTask[]> {
  const { rows } = await tx.query<TrialTask>(
    `SELECT k.id, r.journey_id AS journey, p.label AS patient, k.node_id AS node, k.at, k.state
     FROM tasks k JOIN runs r ON r.id = k.run_id
     JOIN trial_patients p ON p.patient_id = r.patient_id AND p.trial_id = r.trial_id
     WHERE r.trial_id = $1 ORDER BY k.at, r.event_seq, k.visit`,
    [trial],
  );
  return rows;
}

/** A journey that takes people in. */
export interface OpenJourney {
  id: string;
  title: LocalText;
  example: boolean;
}

/** The published journeys of the organization that are not paused. */
export async function openJourneys(tx: PoolClient): Promise<OpenJourney[]> {
  const { rows } = await tx.query<OpenJourney>(
    `SELECT DISTINCT ON (j.id) j.id, v.document -> 'title' AS title, j.example
     FROM journeys j JOIN journey_versions v ON v.journey_id = j.id WHERE j.active ORDER BY j.id, v.number DESC`,
  );
  return rows;
}
