/** Rules for the whole journey: they act in any wait, not when it ends. */
import type { ExitRule, Goal, Guard, Plan, RunEvent } from '@suivi/schema';
import { evaluate } from './condition.ts';
import { finishAt } from './finish.ts';
import { type Ground, sourcesOf, visit, write } from './ground.ts';
import { take } from './kept.ts';
import { matches } from './match.ts';
import type { Token } from './state.ts';
import { leaveAll, takeNumber } from './tracks.ts';
import { arrive } from './walk.ts';

/** The first exit rule that this event fires. @returns whether the run has ended. */
export function fireExitRule(ground: Ground, event: RunEvent): boolean {
  const rule = ground.plan.exits.find(({ on }) => on && matches(ground, on, event));
  if (rule) leave(ground, rule, { event: event.id });
  return rule !== undefined;
}

/** The first goal that this event reaches, unless the run has reached it before. */
export function fireGoal(ground: Ground, event: RunEvent): void {
  if (ground.state.ended) return;
  const goal = ahead(ground).find(({ on }) => on && matches(ground, on, event));
  if (goal) reach(ground, goal, event);
}

export function fireGuards(ground: Ground, event: RunEvent): void {
  for (const guard of ground.plan.guards) {
    if (ground.state.ended) return;
    if (guard.on && matches(ground, guard.on, event)) beginTrack(ground, guard, { aside: true }, event);
  }
}

/** Looks at the conditions of all rules again, with the patient's fields of today: exit rules, then goals, then guards. */
export function recheckRules(ground: Ground): void {
  const { plan, state } = ground;
  delete state.recheck;
  const sources = sourcesOf(ground);
  const rule = plan.exits.find(({ when }) => when && evaluate(when, sources) === true);
  if (rule) return leave(ground, rule, {});
  const before = state.holding ?? [];
  const holds = ({ when }: Goal | Guard): boolean => when !== undefined && evaluate(when, sources) === true;
  const goals = ahead(ground).filter(holds);
  const guards = plan.guards.filter(holds);
  const holding = [...goals, ...guards].map(({ node }) => node);
  if (holding.length > 0) state.holding = holding;
  else delete state.holding;
  const becameTrue = ({ node }: Goal | Guard): boolean => !before.includes(node);
  const goal = goals.find(becameTrue);
  if (goal) reach(ground, goal);
  for (const guard of guards.filter(becameTrue)) {
    if (state.ended) return;
    beginTrack(ground, guard, { aside: true });
  }
}

/** Goals that the run has not reached yet. */
const ahead = ({ plan, state }: Ground): Goal[] =>
  state.reached ? plan.goals.filter(({ node }) => !state.reached?.includes(node)) : plan.goals;

/** Whether any rule has a condition to look at. */
export const hasConditions = ({ exits, goals, guards }: Plan): boolean =>
  [exits, goals, guards].some((rules) => rules.some(({ when }) => when));

function leave(ground: Ground, rule: ExitRule, detail: Record<string, unknown>): void {
  const { state } = ground;
  const place = { node: rule.node, visit: visit(ground, rule.node) };
  finishAt(ground, place, 'rule', { at: state.now, how: 'exited', outcome: rule.outcome, exit: 'rule', detail });
}

/** Takes the patient out of wherever they wait and goes on from the goal. */
function reach(ground: Ground, goal: Goal, event?: RunEvent): void {
  const { state } = ground;
  leaveAll(ground, state.now, 'goal');
  state.reached = [...(state.reached ?? []), goal.node];
  beginTrack(ground, goal, {}, event);
}

/** Begins a track at a rule. `beside`: it is a guard's. */
function beginTrack(ground: Ground, rule: Goal | Guard, beside: { aside?: true }, event?: RunEvent): void {
  const { state } = ground;
  const at = state.now;
  const place = { node: rule.node, visit: visit(ground, rule.node) };
  const detail = event ? { event: event.id } : {};
  write(state, place.node, place.visit, { kind: 'entered', at, port: rule.next.port, detail });
  const token: Token = {
    id: takeNumber(state),
    ...beside,
    at: rule.next.to,
    since: at,
    visit: place.visit,
    hops: 0,
    doing: { wait: null },
  };
  state.tokens.push(token);
  if (event) take(state, event, token.id);
  arrive(ground, token, rule.next.to, at);
}
