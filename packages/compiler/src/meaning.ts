import type { Journey, Plan } from '@suivi/schema';
import { checkGraph } from './check-graph.ts';
import { checkNodes } from './check-nodes.ts';
import { checkShape } from './check-shape.ts';
import { type Flow, flowOf, type Meaning } from './flow.ts';
import { lowerAll } from './lower.ts';

/** What a journey means, as far as its nodes are sound and wired. */
export function meaningOf(journey: Journey): Meaning {
  const { known } = checkNodes(journey);
  const { exits, open } = checkGraph(journey, known);
  const { entry } = checkShape(journey, known);
  const lowered = lowerAll(known, exits, open);
  const trigger = entry?.sound ? entry.definition.trigger?.(entry.config) : undefined;
  return {
    ...lowered,
    ...(entry && lowered.ops[entry.id] ? { entry: entry.id } : {}),
    ...(trigger ? { trigger } : {}),
  };
}

/** The flow of a journey, or of a plan. */
export const flowIn = (of: Journey | Plan): Flow => flowOf('nodes' in of ? meaningOf(of) : of);
