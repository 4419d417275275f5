import type { Journey, NodeCount } from '@suivi/schema';
import { isGoalExit } from '../canvas/drop-off.ts';
import type { RuleEnds } from '../canvas/overlay-store.ts';

/** What it meant for the people whom the exit rules of the journey took away so far. */
export function ruleEnds(document: Journey, counts: Record<string, NodeCount>): RuleEnds {
  const fired = Object.entries(counts).filter(([, count]) => (count.why?.['left:rule'] ?? 0) > 0);
  const goals = fired.filter(([id]) => {
    const node = document.nodes[id];
    return node !== undefined && isGoalExit(node);
  });
  if (goals.length === 0) return 'loss';
  return goals.length === fired.length ? 'goal' : 'either';
}
