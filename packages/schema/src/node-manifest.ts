/** Manifests of node types (packages/nodes/src/manifest.ts) as they travel between server and page. Types only. */

/** Node type → `2:sha256:…`. */
export type Manifests = Record<string, string>;

export interface NodesView {
  /** What the server knows of the node types that the draft of the journey uses. */
  manifests: Manifests;
  /** Published nodes that this server may not stand in for: whoever reaches them waits. */
  differing: DifferingNode[];
}

export interface DifferingNode {
  type: string;
  /** The version of the journey. */
  number: number;
  /** People who are still on that version. */
  inside: number;
}
