import { type Diagnostic, diagnosticSentence } from '@suivi/schema';
import type { NodeProblems } from '../canvas/overlay-store.ts';

/** Diagnostics gathered per node, for the badges. */
export function problemsByNode(diagnostics: readonly Diagnostic[]): Record<string, NodeProblems> {
  const byNode: Record<string, NodeProblems> = {};
  const sorted = [...diagnostics].sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
  for (const diagnostic of sorted) {
    if (!diagnostic.node) continue;
    const entry = byNode[diagnostic.node] ?? { errors: 0, warnings: 0, first: diagnosticSentence(diagnostic).says };
    byNode[diagnostic.node] = entry;
    if (diagnostic.severity === 'error') entry.errors++;
    else entry.warnings++;
  }
  return byNode;
}
