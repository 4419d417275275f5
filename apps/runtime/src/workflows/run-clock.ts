import type { EpochMs } from '@suivi/schema/plan';
import type { TrialClock } from './contract.ts';

/** How the journey's time lies in real time: the same, but for a trial. */
export interface RunClock {
  /** The real instant of a journey's instant. */
  real(at: EpochMs): EpochMs;
  /** The journey's instant of a real one. */
  journey(real: EpochMs): EpochMs;
}

/** `began` is the real instant of `origin`; `scale` real milliseconds are one of the journey's. */
export function runClock(trial: TrialClock | undefined): RunClock {
  if (!trial) return { real: (at) => at, journey: (real) => real };
  const { origin, began, scale } = trial;
  return {
    real: (at) => Math.round(began + (at - origin) * scale),
    journey: (real) => Math.round(origin + (real - began) / scale),
  };
}
