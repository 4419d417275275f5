/** Events of the present instant, for waits that look back (rule 3); each track consumes one at most once (rule 10). */
import type { EpochMs, RunEvent } from '@suivi/schema';
import type { State } from './state.ts';

export function keep(state: State, event: RunEvent): void {
  state.kept.push(event);
}

/** Forgets what no wait that begins from now on looks back to. */
export function forgetBefore(state: State, at: EpochMs): void {
  if (state.kept.length > 0) state.kept = state.kept.filter((event) => event.at >= at);
}

/** A track, or a rule on its behalf, consumes the event. */
export function take(state: State, { seq }: RunEvent, token: number): void {
  state.kept = state.kept.map((kept) => (kept.seq === seq ? { ...kept, taken: [...(kept.taken ?? []), token] } : kept));
}

/** A track that comes of another one has consumed what that one has. */
export function takeWith(state: State, token: number, from: number): void {
  if (state.kept.length === 0) return;
  state.kept = state.kept.map((kept) =>
    kept.taken?.includes(from) ? { ...kept, taken: [...kept.taken, token] } : kept,
  );
}

/** The first kept event that this track has not consumed and that `looks` finds something in. */
export function findKept<T>(state: State, token: number, looks: (event: RunEvent) => T | undefined): T | undefined {
  for (const { taken, ...event } of state.kept) {
    const found = taken?.includes(token) ? undefined : looks(event);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Drops what every track has consumed: a state is small. */
export function forgetTaken(state: State): void {
  state.kept = state.kept.filter(({ taken }) => !taken || state.tokens.some(({ id }) => !taken.includes(id)));
}
