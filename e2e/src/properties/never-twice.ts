import type { Watch } from './driver.ts';
import { OpenVisits, placeOf } from './open-visits.ts';

/** One visit sends once: what is asked for is of an open visit and has had no answer, and no visit is answered twice. */
export function neverTwice(): Watch {
  const open = new OpenVisits();
  const answered = new Set<string>();
  const acted = new Set<string>();
  return ({ before, input, after, effects, rows }) => {
    open.take(rows);
    if (input?.kind === 'acted') {
      const token = before?.tokens.find(({ id }) => id === input.token);
      const kept = after.tokens.find(({ id }) => id === input.token);
      const wasOut = token && 'act' in token.doing && token.visit === input.visit;
      const stillOut = kept && token && kept.at === token.at && kept.visit === token.visit && 'act' in kept.doing;
      if (wasOut && !stillOut) answered.add(`${placeOf({ node: input.node ?? '', visit: token.visit })} ${token.at}`);
    }
    for (const effect of effects) {
      if (effect.do !== 'perform') continue;
      const place = placeOf(effect);
      if (!open.last.has(place)) throw new Error(`${effect.kind} is asked for at ${place}, where nobody is`);
      const address = after.tokens.find(({ id }) => id === effect.token)?.at;
      if (answered.has(`${place} ${address}`)) throw new Error(`${effect.kind} of ${place} is asked for again`);
    }
    const asked = effects.flatMap((effect) => (effect.do === 'perform' ? [placeOf(effect)] : []));
    if (new Set(asked).size < asked.length) throw new Error(`two activities of one visit are out: ${asked}`);
    for (const row of rows) {
      if (row.kind !== 'acted') continue;
      if (acted.has(placeOf(row))) throw new Error(`${placeOf(row)} has two outcomes`);
      acted.add(placeOf(row));
    }
  };
}
