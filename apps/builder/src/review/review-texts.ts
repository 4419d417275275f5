import type { ApprovalNeed, Journey } from '@suivi/schema';
import { readingOrder } from '../graph/reach.ts';

/** The texts to approve, in the order a patient meets them on the canvas. */
export function reviewTexts(doc: Journey, needs: readonly ApprovalNeed[]): ApprovalNeed[] {
  const place = new Map(readingOrder(doc).map((node, k) => [node, k]));
  return [...needs].sort((a, b) => (place.get(a.node) ?? 0) - (place.get(b.node) ?? 0));
}
