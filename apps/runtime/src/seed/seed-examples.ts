import { compile } from '@suivi/compiler';
import { DAY, type Journey } from '@suivi/schema';
import type { PoolClient } from 'pg';
import type { DemoAccounts } from '../accounts/demo-accounts.ts';
import { type Database, inOrganization } from '../database/database.ts';
import { acceptEvent } from '../inbox/accept-event.ts';
import { createJourney } from '../journeys/journey.ts';
import { publishVersion } from '../journeys/publish.ts';
import { approveText, submitReview } from '../journeys/review.ts';
import { createTestPatient } from '../people/test-patients.ts';
import { type ExamplePerson, readExamples } from './examples.ts';
import { readTemplates, seedTemplates } from './seed-templates.ts';

/**
 * Puts the templates as drafts, and the example journeys and their test patients into a demo organization, as far as they are missing, through the
 * same calls that people use: created and submitted by the operator, signed by the reviewer, published.
 */
export async function seedExamples(db: Database, demo: DemoAccounts): Promise<void> {
  const [examples, templates] = await Promise.all([readExamples(), readTemplates()]);
  await inOrganization(db, demo.organizationId, async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock(715206)');
    await seedTemplates(tx, demo.callers.operator, templates);
    for (const { document, people } of examples) {
      if (await isThere(tx, document)) continue;
      await publishExample(tx, demo, document);
      for (const person of people) await enter(tx, demo, person);
    }
  });
}

/** Whether it was published before, whatever has become of its draft since. */
async function isThere(tx: PoolClient, { title }: Journey): Promise<boolean> {
  const { rowCount } = await tx.query(
    `SELECT 1 FROM journeys j JOIN journey_versions v ON v.journey_id = j.id
     WHERE j.example AND v.document -> 'title' ->> 'zh' = $1 LIMIT 1`,
    [title.zh],
  );
  return rowCount !== 0;
}

async function publishExample(tx: PoolClient, { callers }: DemoAccounts, document: Journey): Promise<void> {
  const { id: journey } = await createJourney(tx, callers.operator, { document, example: true });
  await submitReview(tx, callers.operator, journey);
  for (const { node, contentHash, contextHash } of compile(document, journey).needs) {
    await approveText(tx, callers.reviewer, { journey, node, contentHash, contextHash });
  }
  await publishVersion(tx, callers.operator, { journey, revision: 0, note: '示例 / example' });
}

async function enter(tx: PoolClient, demo: DemoAccounts, person: ExamplePerson): Promise<void> {
  const { id } = await createTestPatient(tx, demo.callers.operator, person.name);
  await acceptEvent(tx, {
    organizationId: demo.organizationId,
    patientId: id,
    messageId: `example:${id}`,
    type: 'dispense.recorded',
    at: Date.now() - person.daysAgo * DAY,
    data: { drug: '示例药品', packs: 1 },
  });
}
