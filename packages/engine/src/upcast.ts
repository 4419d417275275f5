import type { Plan } from '@suivi/schema';
import type { State } from './state.ts';

export const STATE_VERSION = 2;
export const PLAN_VERSION = 2;

type Old = { v: number } & Record<string, unknown>;

/**
 * Reads a state saved by this or an earlier build. A later one is a deployment rolled back too far: say so.
 * v1 had one track, counted visits in an object, no variables and did not know its run, which `run` (the run's key) supplies.
 */
export function upcast(saved: { v: number }, run = ''): State {
  if (saved.v > STATE_VERSION) throw new Error(`run state v${saved.v} is newer than this build (v${STATE_VERSION})`);
  if (saved.v === STATE_VERSION) return saved as State;
  const old = saved as Old;
  const visits = Object.entries(old.visits as Record<string, number>);
  return { ...old, v: 2, run, patient: run, nextToken: 2, visits, rounds: {}, variables: {} } as unknown as State;
}

/**
 * Reads a stored plan, after its hash was checked. v1 had one kind of trigger and no journey-wide rules.
 * @throws Error when the plan is newer than this build.
 */
export function upcastPlan(stored: { v: number }): Plan {
  if (stored.v > PLAN_VERSION) throw new Error(`plan v${stored.v} is newer than this build (v${PLAN_VERSION})`);
  if (stored.v === PLAN_VERSION) return stored as Plan;
  const { trigger, ...old } = stored as Old;
  return {
    ...old,
    v: 2,
    trigger: { on: 'event', ...(trigger as object) },
    facts: [],
    exits: [],
    guards: [],
  } as unknown as Plan;
}
