import type { JourneyPromise } from '@suivi/schema';
import type { Passage } from './promise-path.ts';
import type { Times, Walkable } from './walk-flow.ts';

/** What can be said about a promise before anybody enters. */
export type Verdict =
  /** No run can break it, as long as nobody is held, paused or moved. */
  | { state: 'proved' }
  /** A run that goes this path breaks it. */
  | { state: 'refuted'; path: Passage[] }
  /** Neither could be shown: it is watched for each patient. */
  | { state: 'watched' };

export const PROVED: Verdict = { state: 'proved' };
export const WATCHED: Verdict = { state: 'watched' };

/** What a proof works on. */
export interface Ground {
  walk: Walkable;
  /** When each step can be reached after entry. */
  times: Times;
}

export type Form<K extends JourneyPromise['form']> = Extract<JourneyPromise, { form: K }>;
