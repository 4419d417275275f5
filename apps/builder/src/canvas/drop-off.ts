import { configOf } from '@suivi/nodes';
import type { JourneyNode, NodeCount } from '@suivi/schema';
import type { RuleEnds } from './overlay-store.ts';

/** Reasons that take somebody out of the journey, and those that only take them from this node. */
const LOST = ['left:operator', 'left:rule'];
const NEUTRAL = ['moved:operator', 'moved:end', 'moved:trial', 'left:trial'];
/** Lost, unless the rule stands for the goal. */
const BY_RULE = 'moved:rule';

const those = (count: NodeCount, keys: readonly string[]): [string, number][] =>
  keys.flatMap((key) => {
    const n = count.why?.[key] ?? 0;
    return n > 0 ? [[key, n] as [string, number]] : [];
  });

const isRuleNode = (count: NodeCount): boolean => (count.why?.['left:rule'] ?? 0) > 0;

/** How many left the journey from this node by no port of the drawing. At the node of a rule itself nobody is lost. */
export const lost = (count: NodeCount, rules: RuleEnds): number =>
  reasonsOf(count, rules).reduce((sum, [, n]) => sum + n, 0);

/** Why they were lost, with how many. */
export const reasonsOf = (count: NodeCount, rules: RuleEnds): [string, number][] =>
  isRuleNode(count) ? [] : those(count, rules === 'loss' ? [BY_RULE, ...LOST] : LOST);

/** Taken from here without being lost. */
export const inNeutral = (count: NodeCount, rules: RuleEnds): [string, number][] =>
  those(count, rules === 'loss' ? NEUTRAL : [BY_RULE, ...NEUTRAL]);

/** An exit that counts as drop-off (断点). */
export const isDropExit = (node: JourneyNode): boolean => kindOf(node) === 'drop';

/** An exit, or exit rule, that stands for the goal of the journey. */
export const isGoalExit = (node: JourneyNode): boolean => kindOf(node) === 'goal';

function kindOf(node: JourneyNode): unknown {
  const config = configOf(node);
  return typeof config === 'object' && config !== null && 'kind' in config ? config.kind : undefined;
}
