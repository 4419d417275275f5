import { mainToken, type State, stopOf } from '@suivi/engine';
import type { Plan } from '@suivi/schema/plan';
import type { Standing, Trail } from './contract.ts';

/** The rows that a run has not handed over yet. */
export function trailOf(plan: Plan, of: { run: string; epoch: number }, state: State, fence: number): Trail {
  const main = hasTracks(plan) ? standing(plan, state) : undefined;
  return { run: of.run, epoch: of.epoch, fence, rows: state.rows, ...(main ? { main } : {}) };
}

/** Whether rows of other tracks may lie between those of the drawing's own. */
const hasTracks = (plan: Plan): boolean =>
  plan.guards.length > 0 || Object.values(plan.ops).some(({ op }) => op === 'fork');

/** Where the drawing's own track stands; of a run that has ended the last row tells. */
function standing(plan: Plan, state: State): Standing | undefined {
  const main = state.ended ? undefined : mainToken(state);
  const op = main && plan.ops[main.at];
  if (!main || !op) return undefined;
  const { node } = op;
  const lacks = 'lacks' in main.doing && main.doing.lacks !== undefined;
  if (state.held || lacks || stopOf(state, main, op)) return { node, state: 'held' };
  if (!('wait' in main.doing)) return { node, state: 'running' };
  const { wait } = main.doing;
  return { node, state: 'waiting', ...(wait === null ? {} : { until: wait }) };
}
