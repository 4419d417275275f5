import type { NodeDefinition } from '@suivi/nodes';

/** Finds node types by title in either language, or by pinyin: in full, with or without spaces, or by initials. */
export function findNodes(nodes: readonly NodeDefinition[], query: string): NodeDefinition[] {
  const wanted = query.trim().toLowerCase();
  if (!wanted) return [...nodes];
  const tight = wanted.replace(/\s+/g, '');
  return nodes.filter(
    (node) =>
      node.title('zh').toLowerCase().includes(wanted) ||
      node.title('en').toLowerCase().includes(wanted) ||
      node.pinyin.replace(/\s+/g, '').includes(tight) ||
      node.pinyin.split(' ').some((word) => word.startsWith(tight)),
  );
}
