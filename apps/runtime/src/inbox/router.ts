import { OWN_EVENTS, type Plan, type PlanHash } from '@suivi/schema';
import type { PoolClient } from 'pg';
import type { PlanStore } from '../codec/plan-store.ts';
import { type Database, transaction } from '../database/database.ts';
import { inParallel } from '../worker/in-parallel.ts';
import { enrol, type InboxRow } from './enrol.ts';
import type { RunClient } from './run-client.ts';
import { STARTABLE, type StartableRun } from './run-input.ts';

/** Each patient in hand holds two connections of the pool. */
const PATIENTS_AT_ONCE = 4;

interface OpenRun {
  id: string;
  plan_hash: PlanHash;
  event_seq: number;
}

/**
 * Inbox → Temporal. Takes one patient at a time, under a lock on the patient, and their events in sequence, so that
 * every run sees them in order. A row is done only when each start and signal it causes has been acknowledged; all
 * of them may be repeated, so a crash between two of them costs nothing.
 */
export class Router {
  readonly #db: Database;
  readonly #plans: PlanStore;
  readonly #runs: RunClient;

  constructor(db: Database, plans: PlanStore, runs: RunClient) {
    this.#db = db;
    this.#plans = plans;
    this.#runs = runs;
  }

  /** Routes whatever waits in the inbox; with `patient`, that patient's events only. */
  async route(patient?: string): Promise<void> {
    const { rows } = await this.#db.worker.query<{ patient_id: string }>(
      'SELECT patient_id FROM events WHERE routed_at IS NULL AND ($1::uuid IS NULL OR patient_id = $1) GROUP BY patient_id ORDER BY min(received_at) LIMIT 500',
      [patient ?? null],
    );
    await inParallel(rows, PATIENTS_AT_ONCE, (row) => this.#routePatient(row.patient_id));
  }

  /** Starts the runs that have a row and no acknowledged workflow: left behind by a crash or an outage. */
  async startLeftBehind(): Promise<void> {
    const { rows } = await this.#db.worker.query<StartableRun>(
      `${STARTABLE} WHERE r.started_at IS NULL ORDER BY r.created_at LIMIT 500`,
    );
    await inParallel(rows, PATIENTS_AT_ONCE, (run) => this.#start(run));
  }

  async #routePatient(patient: string): Promise<void> {
    const client = await this.#db.worker.connect();
    try {
      const { rows } = await client.query<{ mine: boolean }>(
        'SELECT pg_try_advisory_lock(715204, hashtext($1)) AS mine',
        [patient],
      );
      // Another worker has this patient in hand and will look again before it lets go.
      if (!rows[0]?.mine) return;
      try {
        await this.#drain(client, patient);
      } finally {
        await client.query('SELECT pg_advisory_unlock(715204, hashtext($1))', [patient]);
      }
    } finally {
      client.release();
    }
  }

  async #drain(client: PoolClient, patient: string): Promise<void> {
    for (;;) {
      const { rows } = await client.query<InboxRow>(
        `SELECT e.id, e.organization_id, e.patient_id, e.seq, e.type, e.at, e.data, p.test
         FROM events e JOIN patients p ON p.id = e.patient_id
         WHERE e.patient_id = $1 AND e.routed_at IS NULL ORDER BY e.seq LIMIT 100`,
        [patient],
      );
      if (rows.length === 0) return;
      for (const event of rows) {
        const note = await this.#routeEvent(client, event);
        await client.query('UPDATE events SET routed_at = now(), note = $2 WHERE id = $1', [event.id, note ?? null]);
      }
    }
  }

  async #routeEvent(client: PoolClient, event: InboxRow): Promise<string | undefined> {
    const note = await transaction(this.#db.worker, (tx) => enrol(tx, this.#plans, event));
    const fresh = await client.query<StartableRun>(`${STARTABLE} WHERE r.patient_id = $1 AND r.started_at IS NULL`, [
      event.patient_id,
    ]);
    for (const run of fresh.rows) await this.#start(run);
    const open = await client.query<OpenRun>(
      'SELECT id, plan_hash, event_seq FROM runs WHERE patient_id = $1 AND ended_at IS NULL AND event_seq < $2',
      [event.patient_id, event.seq],
    );
    for (const run of open.rows) {
      const plan: Plan = await this.#plans.get(run.plan_hash);
      if (!plan.listens.includes(event.type) || !isFor(run.id, event)) continue;
      await this.#runs.signal(run.id, plan, {
        seq: event.seq,
        id: event.id,
        type: event.type,
        at: event.at,
        data: event.data,
      });
    }
    return note;
  }

  async #start(run: StartableRun): Promise<void> {
    await this.#runs.start(run, await this.#plans.get(run.plan_hash));
    await this.#db.worker.query('UPDATE runs SET started_at = now() WHERE id = $1', [run.id]);
  }
}

/** An event of our own that completes a step names the visit (run/node/visit): it is that run's and nobody else's. */
function isFor(run: string, { type, data }: InboxRow): boolean {
  return !OWN_EVENTS.includes(type) || typeof data.act !== 'string' || data.act.startsWith(`${run}/`);
}
