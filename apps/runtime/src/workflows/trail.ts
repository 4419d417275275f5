import { type State, standing } from '@suivi/engine';
import type { Plan } from '@suivi/schema/plan';
import type { Trail } from './contract.ts';

/** The rows that a run has not handed over yet. */
export function trailOf(plan: Plan, of: { run: string; epoch: number }, state: State, fence: number): Trail {
  // Of a run that has ended the last row tells.
  const main = hasTracks(plan) && !state.ended ? standing(plan, state) : undefined;
  return { run: of.run, epoch: of.epoch, fence, rows: state.rows, ...(main ? { main } : {}) };
}

/** Whether rows of other tracks may lie between those of the drawing's own. */
const hasTracks = (plan: Plan): boolean =>
  plan.guards.length > 0 || Object.values(plan.ops).some(({ op }) => op === 'fork');
