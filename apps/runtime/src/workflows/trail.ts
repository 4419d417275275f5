import type { State } from '@suivi/engine';
import type { Plan } from '@suivi/schema/plan';
import type { Standing, Trail } from './contract.ts';

/** The rows that a run has not handed over yet. */
export function trailOf(plan: Plan, of: { run: string; epoch: number }, state: State, fence: number): Trail {
  const main = plan.guards.length > 0 ? standing(plan, state) : undefined;
  return { run: of.run, epoch: of.epoch, fence, rows: state.rows, ...(main ? { main } : {}) };
}

/** Where the drawing's own track stands; of a run that has ended the last row tells. */
function standing(plan: Plan, { tokens, held }: State): Standing | undefined {
  const main = tokens.find(({ id }) => id === 1);
  const op = main && plan.ops[main.at];
  if (!main || !op) return undefined;
  const { node } = op;
  if (held) return { node, state: 'held' };
  if (!('wait' in main.doing)) return { node, state: 'running' };
  const { wait } = main.doing;
  return { node, state: 'waiting', ...(wait === null ? {} : { until: wait }) };
}
