import type { JourneyPromise, NodeId, PortId, Words } from '@suivi/schema';

/** What something says: the value as it is stored, and in words. */
export interface Said {
  value: unknown;
  words: Words;
}

/** A node that a wire leads to. */
export interface Target {
  node: NodeId;
  name: Words;
}

export type Setting = 'title' | 'description' | 'zone' | 'channels';

/** One difference. `from` or `to` is absent where one of the two says nothing. Names are those of the new journey. */
export type Change =
  | { kind: 'setting'; setting: Setting; label: Words; text: boolean; from?: Said; to?: Said }
  | { kind: 'promise'; promise: string; title: Words; from?: JourneyPromise; to?: JourneyPromise }
  | { kind: 'added'; node: NodeId; name: Words; type: string; title: Words; summary?: Words }
  | { kind: 'removed'; node: NodeId; name: Words; type: string; title: Words; summary?: Words }
  /** The same id with another type: another step in the same place. */
  | { kind: 'replaced'; node: NodeId; name: Words; from: NodeType; to: NodeType }
  | { kind: 'renamed'; node: NodeId; from: Words; to: Words }
  | { kind: 'field'; node: NodeId; name: Words; field: string; label: Words; text: boolean; from?: Said; to?: Said }
  | { kind: 'rewired'; node: NodeId; name: Words; port: PortId; label: Words; from: Target[]; to: Target[] };

export interface NodeType {
  type: string;
  title: Words;
}

export interface JourneyDiff {
  /** Settings and promises first, then node by node in the order of the new journey, removed nodes last. */
  changes: Change[];
  /** Nodes of both journeys that only lie elsewhere on the canvas now. Sorted. */
  moved: NodeId[];
}
