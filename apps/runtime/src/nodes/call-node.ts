import { fitsManifest, manifestOf } from '@suivi/nodes';
import { type Activity, NodeError } from '@suivi/nodes/activity';
import { ACTIVITY } from '@suivi/schema';
import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { type Database, transaction } from '../database/database.ts';
import { recordSafely } from '../projection/record-safely.ts';
import type { ActInput, ActResult, CallNodeWith } from '../workflows/contract.ts';
import type { InstalledNodes } from './installed-nodes.ts';
import { harmless, type NodeLog, nodeContext } from './node-context.ts';

type Input = ActInput<CallNodeWith>;

export interface NodeWorld {
  db: Database;
  nodes: InstalledNodes;
  env: NodeJS.ProcessEnv;
  log: NodeLog;
  report(code: string, error?: unknown): void;
}

/** An activity ends by itself a little before Temporal gives it up, so that its own reason is heard. */
const MARGIN_MS = 250;

/** The two activities of nodes that have one of their own (workflows/call-node.ts). */
export function nodeActivities(world: NodeWorld) {
  return {
    async [ACTIVITY.callNode](input: Input): Promise<ActResult> {
      const { manifest, patient } = await transaction(world.db.worker, async (tx) => {
        await recordSafely(tx, input.trail, world.report);
        return readRun(tx, input);
      }).catch(databaseDown(world, 'final'));
      const ready = prepare(world, input, manifest, 'final');
      try {
        return await run(world, input, { ...ready, patient });
      } catch (error) {
        throw failure(world, error);
      }
    },
    async [ACTIVITY.nodeReady](input: Input): Promise<void> {
      const { manifest } = await readRun(world.db.worker, input).catch(databaseDown(world, 'again'));
      prepare(world, input, manifest, 'again');
    },
  };
}

/** Whether Temporal itself may try again, or the workflow has to see it. */
type Tries = 'again' | 'final';

interface Ready {
  activity: Activity;
  config: unknown;
}

/** The node as it is here, with the plan's config brought up to it. @throws ApplicationFailure: the run waits where it is */
function prepare(world: NodeWorld, input: Input, published: string | undefined, tries: Tries): Ready {
  const { type, version, config } = input.with;
  const held = (code: string): ApplicationFailure => {
    world.log(code, { type, version });
    return refused(code, tries);
  };
  const activity = world.nodes.activities.get(type);
  if (!activity) throw held('NODE_NOT_HERE');
  const { definition } = activity;
  if (!fitsManifest(published, manifestOf(definition))) throw held('NODE_MANIFEST_DIFFERS');
  const upgraded = definition.visible(definition.upgrade(config, version));
  if (!definition.config.safeParse(upgraded).success) throw held('NODE_CONFIG_INVALID');
  return { activity, config: upgraded };
}

async function run(
  world: NodeWorld,
  input: Input,
  { activity, config, patient }: Ready & { patient: Record<string, unknown> },
): Promise<ActResult> {
  const limit = AbortSignal.timeout(Math.max(1, input.with.timeout - MARGIN_MS));
  const signal = AbortSignal.any([limit, Context.current().cancellationSignal]);
  const ctx = nodeContext(activity, input, { ...world, egress: world.nodes.egress, patient, signal });
  const answer = await activity.run(ctx, { config });
  const { outcome, detail = {} } = typeof answer === 'string' ? { outcome: answer } : answer;
  if (!input.with.outcomes.includes(outcome)) {
    world.log('NODE_OUTCOME_UNKNOWN', { type: input.with.type });
    return { outcome: 'failed', detail: { reason: 'NODE_OUTCOME_UNKNOWN' } };
  }
  return { outcome, ...(Object.keys(harmless(detail)).length > 0 ? { detail: harmless(detail) } : {}) };
}

/** An outage of ours is no outcome of the node: it uses up none of its tries. */
const databaseDown = (world: NodeWorld, tries: Tries) => (error: unknown) => {
  world.report('NODE_DATABASE_DOWN', error);
  throw refused('NODE_DATABASE_DOWN', tries);
};

/** What Temporal may keep of an error: a code. Its message and cause could quote a patient. */
function failure(world: NodeWorld, error: unknown): ApplicationFailure {
  const code = error instanceof NodeError ? error.code : 'NODE_FAILED';
  world.report(code, error);
  return refused(code, error instanceof NodeError && !error.retry ? 'final' : 'again');
}

const refused = (code: string, tries: Tries): ApplicationFailure =>
  ApplicationFailure.create({ message: code, type: code, nonRetryable: tries === 'final' });

interface RunRow {
  manifest: string | null;
  external_id: string;
  fields: Record<string, unknown>;
}

/** What the run's version promised of this node, and what the node may read of the patient. */
async function readRun(
  tx: Pick<Database['worker'], 'query'>,
  input: Input,
): Promise<{ manifest: string | undefined; patient: Record<string, unknown> }> {
  const { rows } = await tx.query<RunRow>(
    `SELECT v.manifests ->> $2 AS manifest, p.external_id, p.fields
     FROM runs r JOIN journey_versions v ON v.id = r.version_id JOIN patients p ON p.id = r.patient_id WHERE r.id = $1`,
    [input.trail.run, input.with.type],
  );
  const [row] = rows;
  if (!row) throw new Error(`node of run ${input.trail.run}, which does not exist`);
  return { manifest: row.manifest ?? undefined, patient: { ...row.fields, externalId: row.external_id } };
}
