import { nodeDefinition } from '@suivi/nodes';
import type { Diagnostic, Journey } from '@suivi/schema';

/** Node ids as the canvas is read: top to bottom, then left to right. */
export function readingOrder({ nodes, layout }: Pick<Journey, 'nodes' | 'layout'>): string[] {
  const at = (id: string) => layout[id] ?? { x: 0, y: 0 };
  return Object.keys(nodes).sort((a, b) => at(a).y - at(b).y || at(a).x - at(b).x || (a < b ? -1 : 1));
}

/** Node categories in reading order, for the thumbnail; types this installation doesn't know are left out. */
export function shapeOf(document: Journey): string[] {
  return readingOrder(document).flatMap((id) => {
    const definition = nodeDefinition(document.nodes[id]?.type ?? '');
    return definition ? [definition.category] : [];
  });
}

/** Findings about the whole journey first, then node by node. */
export function inReadingOrder(document: Journey, findings: readonly Diagnostic[]): Diagnostic[] {
  const rank = new Map(readingOrder(document).map((id, index) => [id, index]));
  const of = (finding: Diagnostic) => (finding.node === undefined ? -1 : (rank.get(finding.node) ?? rank.size));
  return [...findings].sort((a, b) => of(a) - of(b));
}
