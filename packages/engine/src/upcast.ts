import type { Plan } from '@suivi/schema';
import { CLINICAL_HOLD, CLINICAL_RELEASE } from './names.ts';
import type { State, Token } from './state.ts';
import { MAX_HOPS } from './walk.ts';

export const STATE_VERSION = 3;
export const PLAN_VERSION = 3;

type Old = { v: number } & Record<string, unknown>;

/**
 * Reads a state saved by this or an earlier build. A later one is a deployment rolled back too far: say so.
 * v1 had one track, counted visits in an object, no variables and did not know its run, which `run` (the run's key) supplies.
 * v2 knew the tracks of guards by their number, and held a whole run where one track spun.
 */
export function upcast(saved: { v: number }, run = ''): State {
  if (saved.v > STATE_VERSION) throw new Error(`run state v${saved.v} is newer than this build (v${STATE_VERSION})`);
  let state = saved as Old;
  if (state.v === 1) state = fromV1(state, run);
  if (state.v === 2) state = fromV2(state);
  return state as unknown as State;
}

function fromV1(old: Old, run: string): Old {
  const visits = Object.entries(old.visits as Record<string, number>);
  return { ...old, v: 2, run, patient: run, nextToken: 2, visits, rounds: {}, variables: {} };
}

function fromV2(old: Old): Old {
  const tokens = (old.tokens as Token[]).map((token) => (token.id === 1 ? token : { ...token, aside: true as const }));
  const { held } = old as { held?: { reason: string } };
  return { ...old, v: 3, tokens: held ? tokens.map((token) => spun(token, held.reason)) : tokens };
}

/** The track that had spun was held, whatever the others did. */
function spun(token: Token, reason: string): Token {
  return token.hops > MAX_HOPS ? { ...token, doing: { wait: null, held: reason } } : token;
}

/**
 * Reads a stored plan, after its hash was checked. v1 had one kind of trigger and no journey-wide rules; v2 had no goals and
 * no calendars, did not listen to clinical holds, and performed what a step asks for before it looked at the rules' conditions.
 * @throws Error when the plan is newer than this build.
 */
export function upcastPlan(stored: { v: number }): Plan {
  if (stored.v > PLAN_VERSION) throw new Error(`plan v${stored.v} is newer than this build (v${PLAN_VERSION})`);
  let plan = stored as Old;
  if (plan.v === 1) {
    plan = { ...plan, v: 2, trigger: { on: 'event', ...(plan.trigger as object) }, facts: [], exits: [], guards: [] };
  }
  if (plan.v === 2) {
    const listens = [...new Set([...(plan.listens as string[]), CLINICAL_HOLD, CLINICAL_RELEASE])].sort();
    plan = { ...plan, v: 3, goals: [], calendars: [], listens, sendsFirst: true };
  }
  return plan as unknown as Plan;
}
