import { allNodes, type NodeDefinition, nodeDefinition } from '@suivi/nodes';
import type { Journey } from '@suivi/schema';

export type Refusal = 'into-trigger' | 'into-itself' | 'unknown';

/** Why a wire may not lead from one node to another; undefined when it may. */
export function refusal(doc: Journey, from: string, to: string): Refusal | undefined {
  const target = doc.nodes[to];
  if (!doc.nodes[from] || !target) return 'unknown';
  if (from === to) return 'into-itself';
  return isRootType(target.type) ? 'into-trigger' : undefined;
}

/** Triggers and rules for the whole journey begin by themselves. */
export const isRoot = (node: NodeDefinition): boolean => node.trigger !== undefined || node.rule !== undefined;

export function isRootType(type: string): boolean {
  const definition = nodeDefinition(type);
  return definition !== undefined && isRoot(definition);
}

/** Node types that may follow an open port: everything that a wire may lead into. */
export const followers = (): NodeDefinition[] => allNodes().filter((node) => !isRoot(node));

/** Node types that may be spliced into a wire: they need a port to go on by, so an exit is not among them. */
export const splicers = (): NodeDefinition[] => followers().filter((node) => node.ports(node.initial).length > 0);

/** The nodes that light up while a wire is drawn from `from`. */
export function legalTargets(doc: Journey, from: string): Set<string> {
  return new Set(Object.keys(doc.nodes).filter((to) => refusal(doc, from, to) === undefined));
}
