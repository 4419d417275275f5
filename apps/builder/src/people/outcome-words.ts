import type { Say } from '../words/words.ts';

/** Why a run ended, in words: the journey's own, or ours for what no drawing says. */
export const outcomeWords = (outcome: string, say: Say): string =>
  outcome === 'trial-ended' ? say('run.trialEnded') : outcome;
