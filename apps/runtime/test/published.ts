import { compile, planHash } from '@suivi/compiler';
import { canonicalJson, type Journey } from '@suivi/schema';
import { v7 as uuidv7 } from 'uuid';
import type { Database } from '../src/database/database.ts';
import { manifestsToKeep } from '../src/nodes/manifests.ts';

export interface Published {
  organization: string;
  journey: string;
  version: string;
}

/**
 * Rows of an organization with one published, fully approved journey, as publishing leaves them.
 * @param beside the home of journeys that are there already, by the names under which this one calls them
 */
export async function publishRows(
  db: Database,
  document: Journey,
  beside: { [name: string]: Published } = {},
): Promise<Published> {
  const [user, journey, version] = [uuidv7(), uuidv7(), uuidv7()];
  const [known] = Object.values(beside);
  const organization = known?.organization ?? uuidv7();
  const journeys = new Map(Object.entries(beside).map(([name, home]) => [name, home.journey]));
  const { plan, needs, diagnostics } = compile(document, journey, { journeys });
  if (!plan) throw new Error(`does not compile: ${JSON.stringify(diagnostics)}`);
  const hash = planHash(plan);
  const run = (sql: string, values: unknown[]) => db.worker.query(sql, values);
  await db.app.query('INSERT INTO auth.organization (id, name, slug) VALUES ($1, $2, $2) ON CONFLICT DO NOTHING', [
    organization,
    organization,
  ]);
  await run('INSERT INTO journeys (id, organization_id, created_by, active) VALUES ($1, $2, $3, true)', [
    journey,
    organization,
    user,
  ]);
  await run('INSERT INTO plans (hash, organization_id, journey_id, body) VALUES ($1, $2, $3, $4)', [
    hash,
    organization,
    journey,
    canonicalJson(plan),
  ]);
  await run(
    `INSERT INTO journey_versions (id, organization_id, journey_id, number, plan_hash, document, published_by, published_by_name, manifests)
     VALUES ($1, $2, $3, 1, $4, $5, $6, 'test', $7)`,
    [version, organization, journey, hash, document, user, manifestsToKeep(document)],
  );
  for (const need of needs) {
    const approval = uuidv7();
    await run('INSERT INTO message_contents (organization_id, hash, text) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
      organization,
      need.contentHash,
      need.text,
    ]);
    await run(
      `INSERT INTO approvals (id, organization_id, journey_id, node_id, content_hash, context_hash, algorithm, covers, by, printed_name, qualification)
       VALUES ($1, $2, $3, $4, $5, $6, 'test', '{}', $7, 'test', '')`,
      [approval, organization, journey, need.node, need.contentHash, need.contextHash, user],
    );
    await run(
      'INSERT INTO version_contents (organization_id, version_id, node_id, content_hash, approval_id) VALUES ($1, $2, $3, $4, $5)',
      [organization, version, need.node, need.contentHash, approval],
    );
  }
  return { organization, journey, version };
}

/** A consenting test patient with a chat address. */
export async function testPatient(
  db: Database,
  organization: string,
  name = '测试患者',
): Promise<{ id: string; chat: string }> {
  const id = uuidv7();
  const chat = `wm_${id}`;
  await db.worker.query('INSERT INTO patients (id, organization_id, external_id, test) VALUES ($1, $2, $3, true)', [
    id,
    organization,
    `p-${id}`,
  ]);
  await db.worker.query(
    'INSERT INTO patient_identities (patient_id, organization_id, name, addresses) VALUES ($1, $2, $3, $4)',
    [id, organization, name, { 'wecom-kf': chat }],
  );
  await db.worker.query(
    "INSERT INTO consents (organization_id, patient_id, purpose, granted, evidence) VALUES ($1, $2, 'service', true, 'test')",
    [organization, id],
  );
  return { id, chat };
}
