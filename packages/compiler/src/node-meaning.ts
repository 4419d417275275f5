import type { LoweringSelf, NodeDefinition } from '@suivi/nodes';
import type { Op } from '@suivi/schema';
import type { ReadNode } from './read-node.ts';

type Rule = ReturnType<NonNullable<NodeDefinition['rule']>>;
/** What a rule for the whole journey does where it acts. */
export type RuleKind = Rule extends infer Each ? keyof Each : never;

/** Lowers a node by itself: where its ports lead is not looked at. */
const ALONE: LoweringSelf = {
  id: '',
  step: (k) => `/${k}`,
  port: (port) => ({ port, to: '' }),
  contentHash: () => '',
};

/** The instructions that a node becomes, in order; none for a rule and for a node that is not complete. */
export const opsOf = ({ valid, definition, config }: ReadNode): Op[] =>
  valid && definition ? definition.lower(config, ALONE) : [];

/** What a rule does; undefined for a step of the journey and for a rule that is not complete. */
export function ruleKind({ valid, definition, config }: ReadNode): RuleKind | undefined {
  const rule = valid ? definition?.rule?.(config, ALONE) : undefined;
  return rule && (Object.keys(rule)[0] as RuleKind);
}
