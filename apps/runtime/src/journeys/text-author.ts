import { nodeDefinition } from '@suivi/nodes';
import { apply, type DraftCommand, type Journey, type JourneyNode } from '@suivi/schema';
import type { PoolClient } from 'pg';
import type { Draft } from './drafts.ts';

/**
 * Who last changed the texts of a node: the command log is walked backwards until they read differently.
 * A text that the log never changed (an imported journey) is that of whoever made the journey.
 */
export async function textAuthor(tx: PoolClient, draft: Draft, node: string): Promise<string> {
  const { rows } = await tx.query<{ inverse: DraftCommand; by: string }>(
    `SELECT inverse, by FROM draft_commands
     WHERE journey_id = $1 AND (command->>'do' = 'batch' OR (command->>'id' = $2 AND command->>'do' <> 'connect'))
     ORDER BY seq DESC`,
    [draft.journey, node],
  );
  let document: Journey = draft.document;
  const now = textsOf(document.nodes[node]);
  for (const { inverse, by } of rows) {
    document = apply(document, inverse);
    if (textsOf(document.nodes[node]) !== now) return by;
  }
  return draft.createdBy;
}

function textsOf(node: JourneyNode | undefined): string {
  const definition = node && nodeDefinition(node.type);
  if (!node || !definition) return '';
  return JSON.stringify(definition.patientText(definition.upgrade(node.config, node.version)));
}
