import type { Plan } from '@suivi/schema';
import { yearsAround } from './calendar.ts';
import { type Ground, opAt } from './ground.ts';
import { earliest } from './settle.ts';
import type { Effect, State } from './state.ts';

type Facts = Extract<Effect, { do: 'facts' }>;

/** What the driver has to do next. Derived from the state alone, so that a restored run asks for the same again. */
export function effectsOf(ground: Ground): Effect[] {
  const { plan, state } = ground;
  if (state.ended) return [{ do: 'finish', how: state.ended.how, outcome: state.ended.outcome }];
  // Exit rules come before anything else of the same instant.
  if (state.recheck && !plan.sendsFirst) return [factsFor(plan, state)];
  const acting: Effect[] = [];
  for (const token of state.tokens) {
    if (!('act' in token.doing)) continue;
    const op = opAt(plan, token.at);
    if (op.op !== 'act') continue;
    const { kind, node } = op;
    acting.push({
      do: 'perform',
      token: token.id,
      kind,
      with: op.with,
      node,
      visit: token.visit,
      at: token.doing.at,
    });
  }
  if (acting.length > 0) return acting;
  if (state.recheck || state.tokens.some((token) => 'facts' in token.doing)) return [factsFor(plan, state)];
  const until = nextInstant(ground);
  return [until === null && state.held ? { do: 'hold', reason: state.held.reason } : { do: 'wait', until }];
}

const factsFor = (plan: Plan, state: State): Effect => ({
  do: 'facts',
  fields: plan.facts,
  ...calendarsAsked(plan, state),
});

function calendarsAsked({ calendars: names }: Plan, { now, tokens }: State): Pick<Facts, 'calendars'> {
  if (names.length === 0) return {};
  const named = tokens.flatMap(({ doing }) => ('facts' in doing ? (doing.years ?? []) : []));
  return { calendars: { names, years: [...new Set([...yearsAround(now), ...named])].sort((a, b) => a - b) } };
}

function nextInstant(ground: Ground): number | null {
  const { closes } = ground.state;
  const due = earliest(ground)?.at;
  if (closes === undefined) return due ?? null;
  return Math.min(due ?? closes.at, closes.at);
}
