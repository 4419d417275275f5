import { type Compiled, compile } from '@suivi/compiler';
import type { Diagnostic, PublishCheck } from '@suivi/schema';
import type { PoolClient } from 'pg';
import { openMustFix } from '../review-threads/read-threads.ts';
import { type Approval, openApprovals, readApprovals } from './approvals.ts';
import { journeysMissing, readCatalog } from './catalog.ts';
import { type Draft, readDraft } from './drafts.ts';
import { inReadingOrder } from './reading-order.ts';
import { staffGroupsMissing } from './staff-groups-missing.ts';

/** A draft with everything that decides whether it may be published. */
export interface Gate {
  compiled: Compiled;
  approvals: Approval[];
  check: PublishCheck;
}

/** Looks at a draft through the publish gate: the same look for the button and for the server's own refusal. */
export async function publishGate(tx: PoolClient, draft: Draft): Promise<Gate> {
  const catalog = await readCatalog(tx);
  const compiled = compile(draft.document, draft.journey, catalog);
  const approvals = await readApprovals(tx, draft.journey);
  const errors = compiled.diagnostics.filter((found) => found.severity === 'error');
  const mustFix = (await openMustFix(tx, draft.journey)).map(
    (node): Diagnostic => ({
      code: 'MUST_FIX_OPEN',
      severity: 'error',
      ...(node !== undefined && draft.document.nodes[node] ? { node } : {}),
      params: {},
    }),
  );
  const groups = await staffGroupsMissing(tx, draft.document);
  const missing = inReadingOrder(draft.document, [
    ...errors,
    ...(await exampleUntouched(tx, draft)),
    ...groups,
    ...journeysMissing(draft.document, catalog.journeys),
    ...openApprovals(compiled.needs, approvals),
    ...mustFix,
  ]);
  const warnings = inReadingOrder(
    draft.document,
    compiled.diagnostics.filter((found) => found.severity === 'warning'),
  );
  return { compiled, approvals, check: { ready: missing.length === 0, missing, warnings } };
}

/**
 * An example is plausible and never approved medicine: as it came, it may run in a sandbox and nowhere else. Whoever edits
 * it answers for it.
 */
async function exampleUntouched(tx: PoolClient, { example, revision }: Draft): Promise<Diagnostic[]> {
  if (!example || revision > 0) return [];
  const { rowCount } = await tx.query('SELECT FROM channel_accounts WHERE NOT sandbox LIMIT 1');
  return rowCount ? [{ code: 'EXAMPLE_UNTOUCHED', severity: 'error', params: {} }] : [];
}

export async function publishCheck(tx: PoolClient, journey: string): Promise<PublishCheck> {
  return (await publishGate(tx, await readDraft(tx, journey))).check;
}
