import { actKey } from '@suivi/engine';
import { configOf } from '@suivi/nodes';
import type { JourneyNode } from '@suivi/schema';
import type { PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { type Database, transaction } from '../database/database.ts';
import { recordSafely } from '../projection/record-safely.ts';
import type { ActInput, ActResult, CreateTaskWith, EscalateTaskWith } from '../workflows/contract.ts';

/** Why a to-do could not be made: nobody would ever see it. */
const NO_GROUP: ActResult = { outcome: 'failed', detail: { reason: 'staffGroup' } };

/** The activity: a to-do for a staff group. The same visit of the same node by the same run is the same to-do. */
export function makeCreateTask(db: Database, report: (code: string) => void) {
  return (input: ActInput<CreateTaskWith>): Promise<ActResult> =>
    transaction(db.worker, async (tx) => {
      await recordSafely(tx, input.trail, report);
      const made = await insertTask(tx, input);
      if (!made) return NO_GROUP;
      return { outcome: input.with.waits ? 'pending' : 'created', detail: { group: input.with.group } };
    });
}

type Words = Required<Pick<CreateTaskWith, 'title' | 'outcomes'>> & Pick<CreateTaskWith, 'instructions'>;

/** What staff read on the to-do, as the run's version has it. */
async function wordsOf(tx: PoolClient, { trail, node, with: given }: ActInput<CreateTaskWith>): Promise<Words> {
  if (given.title) return { ...given, title: given.title, outcomes: given.outcomes ?? [] };
  const { rows } = await tx.query<{ node: JourneyNode }>(
    "SELECT v.document->'nodes'->$2 AS node FROM runs r JOIN journey_versions v ON v.id = r.version_id WHERE r.id = $1",
    [trail.run, node],
  );
  const drawn = rows[0]?.node;
  if (!drawn) throw new Error(`the version of run ${trail.run} has no node ${node}`);
  const { title, instructions, outcomes = [] } = configOf(drawn) as unknown as Partial<Words>;
  return { title: title ?? {}, outcomes, ...(instructions ? { instructions } : {}) };
}

/** @returns false when the organization has no such group. */
async function insertTask(tx: PoolClient, input: ActInput<CreateTaskWith>): Promise<boolean> {
  const { group, dueAfter, waits } = input.with;
  const { title, instructions = {}, outcomes } = await wordsOf(tx, input);
  const key = actKey(input.trail.run, input.node, input.visit);
  const { rows } = await tx.query<{ known: boolean }>(
    `WITH home AS (
       SELECT r.id, r.organization_id, r.version_id, r.patient_id FROM runs r
       JOIN staff_groups g ON g.organization_id = r.organization_id AND g.key = $5 WHERE r.id = $2
     ), made AS (
       INSERT INTO tasks (id, key, run_id, organization_id, version_id, patient_id, node_id, visit, group_key, title, instructions, outcomes, waits, at, due_at)
       SELECT $1, $6, id, organization_id, version_id, patient_id, $3, $4, $5, $7, $8, $9, $10, $11, $12 FROM home
       ON CONFLICT (key) DO NOTHING
     )
     SELECT EXISTS (SELECT FROM home) AS known`,
    [
      uuidv7(),
      input.trail.run,
      input.node,
      input.visit,
      group,
      key,
      title,
      instructions,
      JSON.stringify(outcomes),
      waits,
      new Date(input.at),
      dueAfter === undefined ? null : new Date(input.at + dueAfter),
    ],
  );
  return rows[0]?.known === true;
}

/**
 * The activity: hands an open to-do on to another group. An unknown group changes nothing: the to-do stays where it is,
 * which is safer than to leave the wait of a person who needs help.
 */
export function makeEscalateTask(db: Database, report: (code: string) => void) {
  return (input: ActInput<EscalateTaskWith>): Promise<ActResult> =>
    transaction(db.worker, async (tx) => {
      await recordSafely(tx, input.trail, report);
      const { group } = input.with;
      const { rows } = await tx.query<{ known: boolean }>(
        `WITH target AS (
           SELECT t.id, g.key FROM tasks t JOIN staff_groups g ON g.organization_id = t.organization_id AND g.key = $2
           WHERE t.key = $1
         ), moved AS (
           UPDATE tasks SET group_key = target.key, escalated_at = $3 FROM target
           WHERE tasks.id = target.id AND tasks.state = 'open' AND tasks.escalated_at IS NULL
         )
         SELECT EXISTS (SELECT FROM target) AS known`,
        [actKey(input.trail.run, input.node, input.visit), group, new Date(input.at)],
      );
      if (!rows[0]?.known) report('TASK_NOT_ESCALATED');
      return { outcome: 'pending', detail: { group } };
    });
}
