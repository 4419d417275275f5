import type { Op } from '@suivi/schema';
import type { LoweringSelf, NodeDefinition } from './define-node.ts';

/** Lowers a config of a node named `n`, whose every port leads to a node of the port's name. For tests. */
export function lowered(node: NodeDefinition, config: unknown): Op {
  const [first] = loweredAll(node, config);
  if (!first) throw new Error(`${node.type} lowers to nothing`);
  return first;
}

/** All instructions of a node named `n`. For tests. */
export const loweredAll = (node: NodeDefinition, config: unknown): Op[] => node.lower(config, SELF);

export const SELF: LoweringSelf = {
  id: 'n',
  step: (k) => `n/${k}`,
  port: (port) => ({ port, to: `to-${port}` }),
  contentHash: (part) => `hash of ${part}`,
};

/** The summary in both languages, as the canvas shows it. For tests. */
export const summaries = (node: NodeDefinition, config: unknown) => ({
  zh: node.summary(config, 'zh'),
  en: node.summary(config, 'en'),
});

/** Configs that a draft may hold at any time. For tests. */
export const INCOMPLETE: readonly unknown[] = [
  {},
  null,
  undefined,
  [],
  'text',
  { text: 1, event: '', duration: 'soon', timeout: null, outcome: '', kind: 'x', onBlocked: 7, where: { op: 'all' } },
  { unknown: { deep: [1] } },
];
