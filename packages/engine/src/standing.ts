import type { EpochMs, NodeId, Plan } from '@suivi/schema';
import { isBusy, opAt } from './ground.ts';
import { mainToken } from './settle.ts';
import type { State } from './state.ts';
import { stopOf } from './stops.ts';

/** Where a run stands, where only one place can be shown. `until`: the instant at which it goes on by itself. */
export interface Standing {
  node: NodeId;
  state: 'running' | 'waiting' | 'held';
  until?: EpochMs;
}

/**
 * The place of the drawing's own first track: the newest row may be of a guard's, or of another track of a fork. Undefined
 * once the run has ended.
 */
export function standing(plan: Plan, state: State): Standing | undefined {
  const main = mainToken(state);
  if (!main) return undefined;
  const op = opAt(plan, main.at);
  const { node } = op;
  const { doing } = main;
  if (isBusy(main) || 'end' in doing) return { node, state: 'running' };
  if (!('wait' in doing) || doing.held !== undefined || doing.lacks) return { node, state: 'held' };
  if (stopOf(state, main, op) !== undefined) return { node, state: 'held' };
  return { node, state: 'waiting', ...(doing.wait === null ? {} : { until: doing.wait }) };
}
