import type { Compiled } from '@suivi/compiler';
import type { Diagnostic } from '@suivi/schema';
import type { NodeApproval } from '../canvas/overlay-store.ts';

/** What stands between the draft as drawn and a version: errors, and texts without a valid signature. */
export function missingToPublish(compiled: Compiled, approvals: Record<string, NodeApproval>): Diagnostic[] {
  const errors = compiled.diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  const texts = Object.entries(approvals).flatMap(([node, { state }]): Diagnostic[] =>
    state === 'approved'
      ? []
      : [{ code: state === 'lapsed' ? 'APPROVAL_LAPSED' : 'APPROVAL_MISSING', severity: 'error', node, params: {} }],
  );
  const known = new Set(errors.map(({ code, node }) => `${code}/${node}`));
  return [...errors, ...texts.filter(({ code, node }) => !known.has(`${code}/${node}`))];
}
