import { isDeepStrictEqual } from 'node:util';
import type { State, Token } from '@suivi/engine';
import type { Op, TraceRow } from '@suivi/schema';
import type { Seen, Watch } from './driver.ts';
import type { Life } from './life.ts';
import { OpenVisits, placeOf } from './open-visits.ts';

/** Rule 17: at every moment the rows say where everybody is, and something there can move them on. */
export function nobodyDisappears({ plan }: Life): Watch {
  const open = new OpenVisits();
  return ({ after, effects, rows }: Seen) => {
    open.take(rows);
    if (after.ended) {
      if (open.last.size > 0) throw new Error(`the run has ended, and somebody is still at ${[...open.last.keys()]}`);
      if (effects.length !== 1 || effects[0]?.do !== 'finish') throw new Error('the run has ended, and asks for more');
      return;
    }
    const places = after.tokens.map(({ at, visit }) => placeOf({ node: opAt(plan.ops, at).node, visit })).sort();
    if (!isDeepStrictEqual(places, [...open.last.keys()].sort()))
      throw new Error(`the run is at ${places}, and its rows say ${[...open.last.keys()]}`);
    if (after.tokens.every(({ aside }) => aside)) throw new Error('nobody but a guard is left');
    for (const token of after.tokens) {
      const op = opAt(plan.ops, token.at);
      const row = open.last.get(placeOf({ node: op.node, visit: token.visit }));
      const stuck = row ? whyStuck(after, token, op, row) : 'no row';
      if (stuck) throw new Error(`${op.node} #${token.visit}: ${stuck}`);
    }
    const busy = isBusy(after);
    const asks = effects[0]?.do === 'perform' || effects[0]?.do === 'facts';
    if (busy !== asks) throw new Error(`the run is ${busy ? '' : 'not '}busy, and asks for ${effects[0]?.do}`);
  };
}

const isBusy = ({ recheck, tokens }: State): boolean =>
  recheck === true || tokens.some(({ doing }) => 'act' in doing || 'facts' in doing);

/** What is wrong with where a track stands; nothing where somebody or something can move it on. */
function whyStuck(state: State, { id, at, doing }: Token, op: Op, { kind }: TraceRow): string | undefined {
  if ('act' in doing || 'facts' in doing) return undefined;
  if (!('wait' in doing) && !('turn' in doing))
    return isBusy(state) ? undefined : 'it has come to its end, and goes on';
  if ('turn' in doing) return state.stopped && kind === 'held' ? undefined : 'its turn has come, and nobody holds it';
  if (kind === 'entered') return 'it waits, and no row says so';
  if (doing.held !== undefined) return kind === 'held' && state.held ? undefined : 'it is held, and no row says so';
  if (doing.lacks) return kind === 'held' ? undefined : 'it lacks a year, and no row says so';
  if (doing.joined) {
    const others = state.tokens.filter(
      (other) => other.id !== id && !('wait' in other.doing && other.doing.joined && other.at === at),
    );
    return others.length > 0 ? undefined : 'it waits for others, and there are none';
  }
  if (doing.wait !== null || doing.pending) return undefined;
  const dated = op.op === 'wait' && op.until !== undefined && 'date' in op.until.deadline;
  const hears = op.op === 'wait' && (op.events.length > 0 || op.when !== undefined);
  return dated || hears ? undefined : 'it waits for nothing';
}

function opAt(ops: Record<string, Op>, at: string): Op {
  const op = ops[at];
  if (!op) throw new Error(`a track is at ${at}, which the plan has not`);
  return op;
}
