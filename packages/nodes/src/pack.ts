import type { NodeDefinition } from './define-node.ts';

/** Node types that come from outside: a folder or an npm package, with a folder per node. */
export interface NodePack {
  name: string;
  nodes: readonly NodeDefinition[];
}

const NAME = /^[a-z][a-z0-9-]{0,28}$/;

export const isPackName = (name: string): boolean => NAME.test(name);

/** The pack's name comes first, so that no pack can take the name of a built-in node or of another pack's. */
export function checkNodeName(pack: string, type: string): void {
  const [first, node, ...more] = type.split('/');
  if (first !== pack || node === undefined || !NAME.test(node) || more.length > 0) {
    throw new Error(`node type “${type}” must be “${pack}/” and a name of small letters, digits and hyphens`);
  }
}
