import { ACTIVITY, type EpochMs, type Millis, type NodeId, type Plan, parseDuration } from '@suivi/schema';
import type { Incident, Perform } from './drive.ts';
import { type Model, simulatedOutcome } from './model.ts';
import { outcomeOf, patientGot } from './outcomes.ts';
import type { PlannedOutcome, Scenario } from './scenario.ts';
import { BLOCKED, isWhole, textsOf } from './texts.ts';
import type { Unused } from './unused.ts';

/** A text that a step handed over for sending. */
export interface TextSent {
  node: NodeId;
  visit: number;
  at: EpochMs;
  text: string;
  /** What became of it; `got`: the patient has it. */
  outcome: string;
  got: boolean;
  /** Fields for want of which it did not leave. */
  missing?: string[];
}

/** A to-do that a step made. */
export interface Todo {
  node: NodeId;
  visit: number;
  at: EpochMs;
  group?: string;
  closed?: { at: EpochMs; outcome: string };
}

export interface Stage {
  texts: TextSent[];
  todos: Todo[];
  act(effect: Perform): { outcome: string; later?: Incident[] };
  unused(): Unused[];
}

/** Answers what steps perform: as the scenario says, else as the node itself says for places where nothing is real. */
export function stageOf(
  model: Model,
  plan: Plan,
  { on, fields }: { on: Scenario['on']; fields: Record<string, unknown> },
  keyOf: (node: NodeId, visit: number) => string,
): Stage {
  const used = new Set<PlannedOutcome>();
  const answered = new Set<string>();
  const texts: TextSent[] = [];
  const todos: Todo[] = [];
  return {
    texts,
    todos,
    act: (effect) => {
      const { node, visit, at, kind } = effect;
      const planned =
        on.find((each) => each.node === node && each.visit === visit) ??
        on.find((each) => each.node === node && each.visit === undefined);
      if (planned) used.add(planned);
      const named = planned && outcomeOf(model, plan, node, planned.outcome);
      const pending = pendingOf(plan, effect);
      const opens = kind === ACTIVITY.createTask;
      // A message handed to a channel, or a to-do that cannot be made, is answered at once; a person answers later.
      const atOnce = named && (!pending || (opens && named.id === 'failed'));
      const said = textsOf(model, effect, fields);
      const usual = atOnce ? named.id : named ? 'pending' : simulatedOutcome(model, node);
      const outcome = isWhole(said) ? usual : BLOCKED;
      for (const { text, missing } of said) {
        const got = patientGot(outcome);
        texts.push({ node, visit, at, text, outcome, got, ...(missing.length > 0 ? { missing } : {}) });
      }
      if (atOnce || outcome === BLOCKED) return { outcome };
      const after = delayOf(planned?.after);
      const key = keyOf(node, visit);
      const answer = named && !answered.has(key) ? { at: at + after, outcome: named.id } : undefined;
      if (opens) todos.push({ node, visit, at, ...groupOf(effect), ...(answer ? { closed: answer } : {}) });
      if (!answer || !pending) return { outcome };
      answered.add(key);
      const data = { act: key, outcome: answer.outcome };
      return { outcome, later: [{ at: answer.at, event: { id: `answer/${key}`, type: pending, data } }] };
    },
    unused: () =>
      on.flatMap((each, index): Unused[] =>
        used.has(each) ? [] : [{ path: ['on', index], why: 'outcome', node: each.node }],
      ),
  };
}

/** The event that brings the outcome of this activity later, if it can come later. */
function pendingOf(plan: Plan, { node, kind }: Perform): string | undefined {
  for (const op of Object.values(plan.ops))
    if (op.op === 'act' && op.node === node && op.kind === kind && op.pending) return op.pending.event;
  return undefined;
}

const groupOf = ({ with: given }: Perform): { group?: string } =>
  typeof given.group === 'string' ? { group: given.group } : {};

const delayOf = (text: string | undefined): Millis => (text === undefined ? 0 : (parseDuration(text) ?? 0));
