import { type Database, transaction } from '@suivi/runtime/src/database/database.ts';
import { recordTrail } from '@suivi/runtime/src/projection/record-trail.ts';
import { inParallel } from '@suivi/runtime/src/worker/in-parallel.ts';
import type { Journey } from '@suivi/schema';
import { v7 as uuidv7 } from 'uuid';

const AT_ONCE = 4;

/** A journey with many people in it, and the node at which they wait. */
export interface Crowd {
  journey: string;
  node: string;
}

/** Puts so many test patients to the first wait of a published journey, as the router and the projection leave them. */
export async function addCrowd(db: Database, journey: string, people: number): Promise<Crowd> {
  const { rows } = await db.worker.query<{ document: Journey }>(
    'SELECT document FROM journey_versions WHERE journey_id = $1 ORDER BY number DESC LIMIT 1',
    [journey],
  );
  const nodes = Object.entries(rows[0]?.document.nodes ?? {});
  const first = (type: string): string => nodes.find(([, node]) => node.type.startsWith(type))?.[0] ?? '';
  const [start, wait] = [first('trigger-'), first('wait-')];
  const runs = Array.from({ length: people }, () => uuidv7());
  await enterAll(db, journey, runs);
  const since = Date.now();
  await inParallel(runs, AT_ONCE, (run) =>
    transaction(db.worker, (tx) =>
      recordTrail(tx, {
        run,
        epoch: 0,
        fence: 1,
        rows: [
          { seq: 1, node: start, visit: 1, kind: 'entered', at: since, port: 'next' },
          { seq: 2, node: wait, visit: 1, kind: 'entered', at: since },
          { seq: 3, node: wait, visit: 1, kind: 'waiting', at: since, until: since + 7 * 86_400_000 },
        ],
      }),
    ),
  );
  await db.worker.query('ANALYZE');
  return { journey, node: wait };
}

/** One patient, event and enrolment row for each run; the id of the run serves for all of them. */
async function enterAll(db: Database, journey: string, runs: readonly string[]): Promise<void> {
  await db.worker.query(
    `WITH home AS (
       SELECT organization_id, id AS version, plan_hash FROM journey_versions WHERE journey_id = $1 ORDER BY number DESC LIMIT 1
     ), given AS (
       SELECT id, n FROM unnest($2::uuid[]) WITH ORDINALITY AS g (id, n)
     ), patient AS (
       INSERT INTO patients (id, organization_id, external_id, test)
       SELECT id, organization_id, 'crowd-' || n, true FROM given, home
     ), named AS (
       INSERT INTO patient_identities (patient_id, organization_id, name, addresses)
       SELECT id, organization_id, '患者' || n, '{}' FROM given, home
     ), event AS (
       INSERT INTO events (id, organization_id, patient_id, seq, message_id, fingerprint, type, at, data, routed_at)
       SELECT id, organization_id, id, 1, id::text, '', 'dispense.recorded', now(), '{}', now() FROM given, home
     )
     INSERT INTO runs (id, organization_id, journey_id, version_id, plan_hash, patient_id, test, entry_key_hash, event_id, event_seq, entered_at, started_at)
     SELECT id, organization_id, $1, version, plan_hash, id, true, '', id, 1, now() - n * interval '1 second', now() FROM given, home`,
    [journey, runs],
  );
}
