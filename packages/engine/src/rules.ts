/** Rules for the whole journey: they act in any wait, not when it ends. */
import type { EventMatch, ExitRule, Guard, RunEvent } from '@suivi/schema';
import { evaluate } from './condition.ts';
import { finishAt } from './finish.ts';
import { type Ground, sourcesOf, visit, write } from './ground.ts';
import type { Token } from './state.ts';
import { takeNumber } from './tracks.ts';
import { arrive } from './walk.ts';

/** The first exit rule that this event fires. @returns whether the run has ended. */
export function fireExitRule(ground: Ground, event: RunEvent): boolean {
  const rule = ground.plan.exits.find(({ on }) => on && matches(on, event));
  if (rule) leave(ground, rule, { event: event.id });
  return rule !== undefined;
}

export function fireGuards(ground: Ground, event: RunEvent): void {
  for (const guard of ground.plan.guards) {
    if (ground.state.ended) return;
    if (guard.on && matches(guard.on, event)) beginTrack(ground, guard, { event: event.id });
  }
}

/** Looks at the conditions of all rules again, with the patient's fields of today. */
export function recheckRules(ground: Ground): void {
  const { plan, state } = ground;
  delete state.recheck;
  const sources = sourcesOf(ground);
  const rule = plan.exits.find(({ when }) => when && evaluate(when, sources) === true);
  if (rule) return leave(ground, rule, {});
  const held = new Set(state.holding);
  const holding: string[] = [];
  for (const guard of plan.guards) {
    if (!guard.when || evaluate(guard.when, sources) !== true) continue;
    holding.push(guard.node);
    if (!held.has(guard.node)) beginTrack(ground, guard, {});
    if (state.ended) return;
  }
  if (holding.length > 0) state.holding = holding;
  else delete state.holding;
}

/** Whether any rule has a condition to look at. */
export const hasConditions = ({ plan }: Ground): boolean =>
  plan.exits.some(({ when }) => when) || plan.guards.some(({ when }) => when);

const matches = ({ type, where }: EventMatch, event: RunEvent): boolean =>
  type === event.type && (!where || evaluate(where, { event: event.data ?? {} }) === true);

function leave(ground: Ground, rule: ExitRule, detail: Record<string, unknown>): void {
  const { state } = ground;
  const place = { node: rule.node, visit: visit(state, rule.node) };
  finishAt(ground, place, 'rule', { at: state.now, how: 'exited', outcome: rule.outcome, exit: 'rule', detail });
}

function beginTrack(ground: Ground, guard: Guard, detail: Record<string, unknown>): void {
  const { state } = ground;
  const at = state.now;
  const place = { node: guard.node, visit: visit(state, guard.node) };
  write(state, place, { kind: 'entered', at, port: guard.next.port, detail });
  const token: Token = {
    id: takeNumber(state),
    aside: true,
    at: guard.next.to,
    since: at,
    visit: place.visit,
    hops: 0,
    doing: { wait: null },
  };
  state.tokens.push(token);
  arrive(ground, token, guard.next.to, at);
}
