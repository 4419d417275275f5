import { compile } from '@suivi/compiler';
import { DAY } from '@suivi/schema';
import type { PoolClient } from 'pg';
import type { DemoAccounts } from '../accounts/demo-accounts.ts';
import { type Database, inOrganization } from '../database/database.ts';
import { acceptEvent } from '../inbox/accept-event.ts';
import { createJourney } from '../journeys/journey.ts';
import { publishVersion } from '../journeys/publish.ts';
import { approveText, submitReview } from '../journeys/review.ts';
import { createTestPatient } from '../people/test-patients.ts';
import { FIRST_REFILL } from './first-refill.ts';

/** Made-up people, each entered as many days ago: the engine catches up on what they would have got since. */
const PEOPLE: readonly { name: string; daysAgo: number }[] = [
  { name: '陈静', daysAgo: 0 },
  { name: '赵国强', daysAgo: 1 },
  { name: '吴秀英', daysAgo: 8 },
  { name: '孙建民', daysAgo: 22 },
];

/**
 * Puts the example journey and its test patients into a new demo organization, through the same calls that people
 * use: created and submitted by the operator, signed by the reviewer, published. Does nothing the second time.
 */
export function seedExamples(db: Database, demo: DemoAccounts): Promise<void> {
  return inOrganization(db, demo.organizationId, async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock(715206)');
    const { rowCount } = await tx.query('SELECT 1 FROM journeys WHERE example LIMIT 1');
    if (rowCount) return;
    await publishExample(tx, demo);
    for (const person of PEOPLE) await enter(tx, demo, person);
  });
}

async function publishExample(tx: PoolClient, { callers }: DemoAccounts): Promise<void> {
  const { id: journey } = await createJourney(tx, callers.operator, { document: FIRST_REFILL, example: true });
  await submitReview(tx, callers.operator, journey);
  for (const { node, contentHash, contextHash } of compile(FIRST_REFILL, journey).needs) {
    await approveText(tx, callers.reviewer, { journey, node, contentHash, contextHash });
  }
  await publishVersion(tx, callers.operator, { journey, revision: 0, note: '示例 / example' });
}

async function enter(tx: PoolClient, demo: DemoAccounts, person: (typeof PEOPLE)[number]): Promise<void> {
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
