import type { State } from './state.ts';

export const STATE_VERSION = 1;

/** Reads a state saved by this or an earlier build. A later one is a deployment rolled back too far: say so. */
export function upcast(saved: { v: number }): State {
  if (saved.v > STATE_VERSION) throw new Error(`run state v${saved.v} is newer than this build (v${STATE_VERSION})`);
  return saved as State;
}
