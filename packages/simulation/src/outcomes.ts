/** The outcomes that a scenario may give to a node: what its instruction knows, and what every channel may answer. */
import type { Command } from '@suivi/engine';
import type { ActOp, NodeId, Plan } from '@suivi/schema';
import { LOCALES } from '@suivi/schema';
import { type Model, portWords, simulatedOutcome } from './model.ts';

/** What an operator can do with a run. The type below does not compile when the engine learns another one. */
const OPERATIONS: Record<Command['op'], true> = {
  pause: true,
  resume: true,
  skipWait: true,
  setDeadline: true,
  goto: true,
  exit: true,
};
export const COMMANDS: readonly string[] = Object.keys(OPERATIONS);

const SEND = 'sendMessage';
/** What may become of a message, whether or not the journey has a port for it. */
const OF_MESSAGES = ['queued', 'blocked', 'failed', 'expired', 'skipped', 'late', 'unknown', 'declined'];
/** With these the patient has got the text. */
const GOT = ['queued', 'sent', 'delivered', 'read', 'confirmed', 'pending', 'done'];

export const patientGot = (outcome: string): boolean => GOT.includes(outcome) || !OF_MESSAGES.includes(outcome);

const actsOf = (plan: Plan, node: NodeId): ActOp[] =>
  Object.values(plan.ops).filter((op): op is ActOp => op.op === 'act' && op.node === node);

/** The outcomes that may be named for a node; none where it performs nothing. */
export function outcomesOfNode(model: Model, plan: Plan, node: NodeId): string[] {
  const acts = actsOf(plan, node);
  if (acts.length === 0) return [];
  const own = acts.flatMap((op) => [...Object.keys(op.outcomes), ...(op.kind === SEND ? OF_MESSAGES : [])]);
  const declared = model.nodes.get(node)?.definition.activity?.outcomes ?? [];
  return [...new Set([...own, ...declared, simulatedOutcome(model, node)])].filter((outcome) => outcome !== 'pending');
}

/**
 * The outcome that a scenario names by its id or by its label in either language. `later`: it can come some time after
 * the node was reached, as the answer of a person does.
 */
export function outcomeOf(
  model: Model,
  plan: Plan,
  node: NodeId,
  named: string,
): { id: string; later: boolean } | undefined {
  const known = outcomesOfNode(model, plan, node);
  const id = known.includes(named)
    ? named
    : known.find((outcome) => LOCALES.some((locale) => portWords(model, node, outcome, locale) === named));
  if (id === undefined) return undefined;
  return { id, later: actsOf(plan, node).some((op) => op.pending !== undefined) };
}
