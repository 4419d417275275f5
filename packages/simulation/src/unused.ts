import type { NodeId } from '@suivi/schema';

/** Something that the scenario told and that never came to pass. */
export type Unused = { path: readonly PropertyKey[] } & (
  | { why: 'not-reached'; node: NodeId }
  | { why: 'outcome'; node: NodeId }
  | { why: 'refused'; op: string; reason: string }
);
