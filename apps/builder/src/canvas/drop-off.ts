import { configOf } from '@suivi/nodes';
import type { JourneyNode, NodeCount } from '@suivi/schema';

/** Reasons that take somebody out of the journey, and those that only take them from this node. */
const LOST = ['moved:rule', 'left:operator', 'left:rule'];
const NEUTRAL = ['moved:operator', 'moved:end', 'moved:trial', 'left:trial'];

const those = (count: NodeCount, keys: readonly string[]): [string, number][] =>
  keys.flatMap((key) => {
    const n = count.why?.[key] ?? 0;
    return n > 0 ? [[key, n] as [string, number]] : [];
  });

const isRuleNode = (count: NodeCount): boolean => (count.why?.['left:rule'] ?? 0) > 0;

/** How many left the journey from this node by no port of the drawing. At the node of a rule itself nobody is lost. */
export const lost = (count: NodeCount): number => reasonsOf(count).reduce((sum, [, n]) => sum + n, 0);

/** Why they were lost, with how many. */
export const reasonsOf = (count: NodeCount): [string, number][] => (isRuleNode(count) ? [] : those(count, LOST));

/** Taken from here without being lost. */
export const inNeutral = (count: NodeCount): [string, number][] => those(count, NEUTRAL);

/** An exit that counts as drop-off (断点). */
export function isDropExit(node: JourneyNode): boolean {
  const config = configOf(node);
  return typeof config === 'object' && config !== null && 'kind' in config && config.kind === 'drop';
}
