import { type ApprovalNeed, contentHash, type NodeId, type Op, type Trigger } from '@suivi/schema';
import { ancestors, type Exits } from './check-graph.ts';
import type { KnownNode } from './check-nodes.ts';

/** Named in every approval: a signature says by which rule its hashes were taken. */
export const APPROVAL_ALGORITHM = 'suivi.approval/1';

/** Hash of one patient-visible text. The outbox refuses a text whose hash nobody signed. */
export const textHash = (text: string): `sha256:${string}` => contentHash({ algorithm: APPROVAL_ALGORITHM, text });

/**
 * The texts of a journey with the two hashes that a signature binds: the content, and the context in which the
 * patient gets it, that is the lowered meaning of the node and of every step that leads to it. Layout, names and
 * steps further down are not part of it, so editing them voids nothing.
 */
export function approvalNeeds(
  known: Map<NodeId, KnownNode>,
  exits: Exits,
  lowered: Map<NodeId, Op>,
  trigger: Trigger | undefined,
): ApprovalNeed[] {
  const needs: ApprovalNeed[] = [];
  for (const node of known.values()) {
    const texts = node.definition.patientText(node.config);
    if (texts.length === 0) continue;
    const before = [...ancestors(node.id, exits)].filter((id) => id !== node.id).sort();
    const context = contentHash({
      algorithm: APPROVAL_ALGORITHM,
      trigger,
      node: withoutExits(lowered.get(node.id)),
      before: before.map((id) => ({ id, op: lowered.get(id) ?? null })),
    });
    for (const { part, text } of texts) {
      needs.push({ node: node.id, part, text, contentHash: textHash(text), contextHash: context });
    }
  }
  return needs;
}

/** Where the run goes after the message does not change what the patient reads. */
function withoutExits(op: Op | undefined): unknown {
  if (op?.op !== 'act') return op ?? null;
  return { op: op.op, kind: op.kind, with: op.with };
}
