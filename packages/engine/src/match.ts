import type { Correlation, EventMatch, RunEvent } from '@suivi/schema';
import { evaluate, read } from './condition.ts';
import type { Ground } from './ground.ts';
import type { Token } from './state.ts';

type Data = Record<string, unknown>;

/**
 * Whether this event is one that a wait of this track, or a rule (without a track), is for: by type, by what its data says,
 * and by what it is about (rule 9).
 */
export function matches(ground: Ground, wanted: EventMatch, event: RunEvent, token?: Token): boolean {
  if (wanted.type !== event.type) return false;
  const data = event.data ?? {};
  if (wanted.where && evaluate(wanted.where, { event: data }) !== true) return false;
  return !wanted.same || wanted.same.every((same) => isSame(data, same, known(ground, same, token)));
}

/** Two unknown values are not the same thing. */
function isSame(data: Data, { field, key }: Correlation, knows: Data | undefined): boolean {
  const value = read(data, field);
  return isValue(value) && knows !== undefined && value === read(knows, key);
}

const isValue = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

function known({ state }: Ground, { from }: Correlation, token: Token | undefined): Data | undefined {
  if (from === 'variable') return state.variables;
  return from === 'entry' ? state.entry : token?.last;
}
